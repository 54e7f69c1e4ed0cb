// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT

// The owner of headers that many tests share: tests/CMakeLists.txt.
