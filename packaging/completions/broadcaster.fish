# SPDX-FileCopyrightText: 2026 The Broadcaster authors
# SPDX-License-Identifier: MIT
#
# Completion for fish, by that for bash.
set -g __broadcaster_completion (path normalize (status dirname)/../../bash-completion/completions/broadcaster)

function __broadcaster_complete
    bash $__broadcaster_completion (commandline -opc) (commandline -ct)
end

for program in broadcaster broadcaster-server
    complete -c $program -f -a '(__broadcaster_complete)'
end
