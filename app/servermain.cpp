// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "app/program.h"

int main(int argc, char **argv)
{
    return broadcaster::runProgram(argc, argv, nullptr);
}
