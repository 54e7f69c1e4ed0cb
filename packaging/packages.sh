# SPDX-FileCopyrightText: 2026 The Broadcaster authors
# SPDX-License-Identifier: MIT
#
# The packages that the commands of ./dev need, and their installation. ./dev sources this file, and
# defines root, say, fail, has and the exit codes.
# shellcheck shell=bash disable=SC2034,SC2154

# Packages for each command, as Debian 12 and 13 and Ubuntu 24.04 name them. "a|b": either one will
# do; "package:program": the program will do, wherever it came from.
readonly BUILD_PACKAGES=(
    g++:g++ cmake:cmake ninja-build:ninja ccache:ccache
    qt6-base-dev "qt6-websockets-dev|libqt6websockets6-dev" "qt6-svg-dev|libqt6svg6-dev"
    qt6-tools-dev qt6-l10n-tools qtkeychain-qt6-dev
    libqt6sql6-sqlite libpq-dev libhiredis-dev libsimdjson-dev libboost-dev libssl-dev zlib1g-dev)
readonly TEST_PACKAGES=(python3 mold:mold curl:curl valgrind:valgrind postgresql pgbouncer redis-server:redis-server xvfb:Xvfb openssl:openssl
    haproxy nginx libnginx-mod-stream caddy:caddy prometheus:promtool zsh:zsh fish:fish sqlite3:sqlite3
    dbus-daemon:dbus-daemon gnome-keyring:gnome-keyring-daemon groff-base:groff shared-mime-info:update-mime-database)
readonly FORMAT_PACKAGES=(clang-format:clang-format)
readonly LINT_PACKAGES=(git:git python3:python3 clang-tidy:clang-tidy)
readonly SHOTS_PACKAGES=(python3 openssl:openssl xvfb:Xvfb xdotool:xdotool imagemagick:import
    fonts-inter fonts-jetbrains-mono)
readonly SOAK_PACKAGES=(python3 xvfb:Xvfb)
readonly BENCH_PACKAGES=(python3:python3 openssl:openssl)
readonly CLUSTER_PACKAGES=(redis-server:redis-server)
readonly COST_PACKAGES=(valgrind:valgrind strace:strace)
readonly PACKAGE_PACKAGES=(git:git debhelper lintian:lintian librsvg2-bin:rsvg-convert
    appstream:appstreamcli desktop-file-utils:desktop-file-validate)
readonly PROVE_PACKAGES=(debootstrap:debootstrap curl:curl xvfb:Xvfb x11-utils:xwininfo
    imagemagick:import)
readonly FUZZ_PACKAGES=(clang:clang++ libclang-rt-dev)

# Asking --------------------------------------------------------------------------------------------

# Prints those of the given packages that are installed, one a line.
installed_packages()
{
    # Fails when one of them is unknown, having told about the others all the same.
    { dpkg-query -W -f='${Package} ${db:Status-Status}\n' "$@" 2>/dev/null || true; } \
        | sed -n 's/ installed$//p'
}

# Prints what is missing of the given entries, one a line, as entries.
missing_of()
{
    local -a names=()
    local entry name installed
    for entry in "$@"; do
        entry=${entry%%:*}
        # shellcheck disable=SC2206 # Splitting is the point.
        names+=(${entry//|/ })
    done
    installed=$'\n'
    if has dpkg-query; then
        installed+=$(installed_packages "${names[@]}")$'\n'
    fi
    for entry in "$@"; do
        if [[ $entry == *:* ]] && has "${entry#*:}"; then
            continue
        fi
        local found=no
        entry=${entry%%:*}
        for name in ${entry//|/ }; do
            [[ $installed == *$'\n'$name$'\n'* ]] && found=yes
        done
        [[ $found == yes ]] || printf '%s\n' "$entry"
    done
}

# Apt -----------------------------------------------------------------------------------------------

as_root()
{
    if ((EUID == 0)); then
        "$@"
    else
        sudo "$@"
    fi
}

# become_root PACKAGE...: asks for sudo's password once, or says how to do without sudo
become_root()
{
    if ((EUID != 0)) && ! { has sudo && sudo true; }; then
        fail "$EX_UNAVAILABLE" "There is no sudo here, or it refuses. As root:" \
            "    apt-get install --no-install-recommends $*" \
            "Then run the same command again."
    fi
}

# apt_get COMMAND...: its words go to build/install.log, its progress to stderr
apt_get()
{
    local status=0
    # sudo passes no descriptor on, so apt opens this one by its name. It is apt's alone: apt sets
    # O_NONBLOCK on it, which would break the output of the packages' scripts.
    exec 9> >(show_progress)
    # shellcheck disable=SC2016 # The inner shell expands it.
    as_root env DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8 \
        sh -c 'exec 3>"$1" 9>&- && shift && exec apt-get "$@"' sh "/proc/$$/fd/9" \
        -q -o DPkg::Lock::Timeout=300 -o Dpkg::Use-Pty=0 -o APT::Status-Fd=3 "$@" \
        </dev/null >build/install.log 2>&1 || status=$?
    exec 9>&-
    return $status
}

# Tells each quarter of apt's downloads ("dlstatus:...:PERCENT:...") and of dpkg's work
# ("pmstatus:...") once.
show_progress()
{
    local line kind quarter
    local -A words=([dlstatus]=downloading [pmstatus]=installing) told=()
    while IFS= read -r line; do
        if [[ $line =~ ^(dlstatus|pmstatus):.*:([0-9]+)\.[0-9]+: ]]; then
            kind=${BASH_REMATCH[1]} quarter=$((BASH_REMATCH[2] / 25 * 25))
            if ((quarter > ${told[$kind]:--1})); then
                say "  ${words[$kind]}: $quarter %"
                told[$kind]=$quarter
            fi
        fi
    done
}

# The end of the last installer's output.
show_install_log()
{
    sed 's/^/  /' build/install.log | tail -n 20 >&2
}

# True for a package that apt can install here.
in_archive()
{
    [[ $(apt-cache policy "$1" 2>/dev/null) == *"Candidate: "[0-9]* ]]
}

# update_lists PACKAGE...: once, before the first of the given packages is installed
lists_updated=no
update_lists()
{
    [[ $lists_updated == no ]] || return 0
    lists_updated=yes
    mkdir -p build
    become_root "$@"
    say "package lists"
    if ! apt_get update; then
        show_install_log
        say "apt-get update failed, its own words are above; going on with the lists there are"
    fi
}

# Installs what is missing of the given entries.
ensure()
{
    [[ ${DEV_INSTALL:-yes} != no ]] || return 0
    local -a missing
    mapfile -t missing < <(missing_of "$@")
    ((${#missing[@]})) || return 0

    local plain="${missing[*]//|/ or }"
    if ! has apt-get; then
        fail "$EX_UNAVAILABLE" \
            "missing here: $plain" \
            "These are Debian's names, and this system has no apt. Install what your system calls" \
            "them, then run DEV_INSTALL=no ./dev again."
    fi
    say "installing by apt: $plain"
    say "That may take some minutes; everything that apt says goes to build/install.log."
    update_lists "${missing[@]%%|*}"
    local -a packages=()
    local entry name
    for entry in "${missing[@]}"; do
        local choice=${entry%%|*}
        for name in ${entry//|/ }; do
            if in_archive "$name"; then
                choice=$name
                break
            fi
        done
        packages+=("$choice")
    done
    if ! apt_get install -y --no-install-recommends "${packages[@]}"; then
        show_install_log
        fail "$EX_UNAVAILABLE" "apt could not install: ${packages[*]}" \
            "Its own words are above, all of them in build/install.log." \
            "When that is fixed, run the same command again."
    fi
}

# Other sources -------------------------------------------------------------------------------------

# Node's `ws`, the WebSocket client the tests are held against.
ws_resolves()
{
    node -e 'require("ws")' >/dev/null 2>&1
}

ensure_node()
{
    # Debian's modules are found by Debian's node only, unless it is said where they are.
    export NODE_PATH="${NODE_PATH:+$NODE_PATH:}$root/build/node/node_modules:/usr/share/nodejs"
    if [[ ${DEV_INSTALL:-yes} == no ]] || { has node && ws_resolves; }; then
        return 0
    fi
    if ! has node; then
        ensure nodejs node-ws
        return 0
    fi
    # A node from elsewhere: Debian's module where it goes with it, else npm's, inside build/.
    if [[ $(installed_packages nodejs) == nodejs ]]; then
        update_lists node-ws
        if apt-get -s -qq install node-ws >/dev/null 2>&1; then
            ensure node-ws
            ws_resolves && return 0
        fi
    fi
    has npm || fail "$EX_UNAVAILABLE" "node is here, its module ws is not, and there is no npm to get it with" \
        "Install the module ws where node finds it, or a node that comes with npm."
    say "installing by npm, into build/node: ws"
    mkdir -p build/node
    if ! npm install --no-fund --no-audit --prefix build/node ws@8 \
        </dev/null >build/install.log 2>&1; then
        show_install_log
        fail "$EX_UNAVAILABLE" "npm could not install ws; its own words are above"
    fi
}

# ensure_pinned NAME FOLDER WORDS: the packages of npm that a folder's lock file names, in build/node/NAME
ensure_pinned()
{
    local folder=build/node/$1
    mkdir -p "$folder"
    cp "$2"/package.json "$2"/package-lock.json "$folder"
    if [[ ${DEV_INSTALL:-yes} == no ]] || cmp -s "$folder"/package-lock.json "$folder"/installed.json
    then
        return 0
    fi
    has npm || ensure npm
    say "installing by npm, into $folder: $3"
    if ! (cd "$folder" && npm ci --ignore-scripts --no-fund --no-audit </dev/null) \
        >build/install.log 2>&1; then
        show_install_log
        fail "$EX_UNAVAILABLE" "npm could not install the packages of $2;" \
            "its own words are above"
    fi
    cp "$folder"/package-lock.json "$folder"/installed.json
}

ensure_mcp_clients()
{
    ensure_pinned mcp tests/clients/mcp "clients of the Model Context Protocol"
}

# Validators of the documents of the interfaces, TypeScript, and the packages of the examples.
ensure_interface_tools()
{
    ensure_pinned interfaces tests/interfaces/node "validators of OpenAPI and AsyncAPI, TypeScript"
}

ensure_python_modules()
{
    # The tests run the system's python3, whatever else is in PATH.
    if [[ ${DEV_INSTALL:-yes} == no ]] || /usr/bin/python3 -c 'import cbor2, jsonschema, websockets, yaml' 2>/dev/null; then
        return 0
    fi
    ensure python3-cbor2 python3-jsonschema python3-websockets python3-yaml
}

# A browser for the tests. Ubuntu has Chromium as a snap only; its package of that name is a shim.
ensure_chromium()
{
    local name
    for name in chromium chromium-browser google-chrome; do
        ! has "$name" || return 0
    done
    [[ ${DEV_INSTALL:-yes} != no ]] || return 0
    has apt-get || ensure chromium # Says what is missing.
    update_lists chromium
    if in_archive chromium && [[ $(apt-cache policy chromium) != *snap* ]]; then
        ensure chromium
        return 0
    fi
    if has snap && { ((EUID == 0)) || has sudo; }; then
        say "installing by snap: chromium"
        if as_root snap install chromium </dev/null >build/install.log 2>&1; then
            return 0
        fi
        show_install_log
    fi
    say "there is no Chromium here and apt has none: the test with a browser will fail." \
        "Where snaps do not work, install Google Chrome's own package."
}

# The servers that the broker is compared with, in build/peers. Never fails: there is enough to
# measure without them.
prepare_peers()
{
    local folder=build/peers
    mkdir -p $folder
    cp bench/peers/* $folder
    if [[ ${DEV_INSTALL:-yes} == no ]] || cmp -s $folder/package-lock.json $folder/installed.json
    then
        return 0
    fi
    has npm || (ensure npm) || true
    say "installing by npm, into $folder: Node.js with ws, and Bun"
    if (cd $folder && npm ci --ignore-scripts --no-fund --no-audit </dev/null) \
        >build/install.log 2>&1; then
        cp $folder/package-lock.json $folder/installed.json
    else
        say "npm could not get them (build/install.log says why): measuring without them"
    fi
}
