// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

namespace broadcaster {

/// Formats of files that the program writes (docs/capture.md).
enum class ExportFormat { JsonLines, Csv, Har, Svg, Png, Mermaid };

} // namespace broadcaster
