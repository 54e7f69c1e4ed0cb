# SPDX-FileCopyrightText: 2026 The Broadcaster authors
# SPDX-License-Identifier: MIT
#
# Completion for bash: source it. Those for zsh and fish run it with the words of the line, of which it
# prints what may be in place of the last one. The program's own --help says which commands, options
# and operands there are, and the broker that the line names says which projects. The functions share
# the variables of _broadcaster and _broadcaster_print.
# shellcheck shell=bash disable=SC2034,SC2154

# Prints a word of the line as the program would get it.
_broadcaster_plain()
{
    local word=${1//[\"\'\\]/}
    [[ $word != \~/* ]] || word=$HOME/${word:2}
    printf '%s\n' "$word"
}

# Sets `words` to those of the line up to the cursor. Bash itself splits words at : and =, too.
_broadcaster_split()
{
    local rest=${COMP_LINE:0:COMP_POINT} blank part index
    for ((index = 0; index <= COMP_CWORD; ++index)); do
        blank=${rest%%[![:space:]]*}
        rest=${rest:${#blank}}
        part=${rest:0:${#COMP_WORDS[index]}}
        rest=${rest:${#part}}
        if ((index == 0)) || [[ -n $blank ]]; then
            words+=("$part")
        else
            words[-1]+=$part
        fi
    done
}

# Runs the program. A broker that does not answer must not hold up the line.
_broadcaster_ask()
{
    timeout 2 "$program" "$@" </dev/null 2>/dev/null
}

# Sets `values` to the name of each option's value, and `texts` to what the help says about it.
_broadcaster_read_options()
{
    local line option=""
    for line in "${help[@]}"; do
        if [[ $line =~ ^"  "(-[a-z], |"     broadcaster ")?(--[a-z0-9-]+)(" "([A-Z][^ ]*)|"  "|$) ]]; then
            option=${BASH_REMATCH[2]}
            values[$option]=${BASH_REMATCH[4]}
            texts[$option]=$line
        elif [[ -n $option ]]; then
            texts[$option]+=" ${line#"${line%%[![:space:]]*}"}"
        fi
    done
}

# Sets `operands` to the words before the cursor that are no options, `link` to the options that name
# a broker and its key, and `pending` to the option whose value is at the cursor.
_broadcaster_read_words()
{
    local index option value last=$((${#words[@]} - 1))
    for ((index = ${#command} > 0 ? 2 : 1; index < last; ++index)); do
        option=${words[index]%%=*}
        if [[ $option != --* ]]; then
            operands+=("$(_broadcaster_plain "${words[index]}")")
            continue
        fi
        value=${words[index]#*=}
        if [[ ${words[index]} != *=* && -n ${values[$option]-} ]]; then
            value=${words[++index]}
            ((index < last)) || pending=$option
        fi
        case $option in
        --connect | --service-key-file | --viewer-key-file | --trust)
            link+=("$option" "$(_broadcaster_plain "$value")")
            ;;
        esac
    done
}

# Prints the name of the operand at the cursor, such as PROJECT or on|off.
_broadcaster_operand()
{
    local line
    local -a names=()
    for line in "${help[@]}"; do
        if [[ $line =~ ^"usage: broadcaster $command "(.*)"[OPTION...]" ]]; then
            read -ra names <<<"${BASH_REMATCH[1]}"
        elif [[ -n ${operands[0]-} && $line =~ ^"$command ${operands[0]}"(( [^ ]+)*)"  " ]]; then
            read -ra names <<<"${operands[0]}${BASH_REMATCH[1]}"
        fi
    done
    printf '%s\n' "${names[${#operands[@]}]-}"
}

# Prints the live projects, or for `keys revoke` those with keys.
_broadcaster_projects()
{
    local -a question=(status --json)
    [[ "$command ${operands[0]-}" != "keys revoke" ]] || question=(keys list --json)
    _broadcaster_ask "${question[@]}" "${link[@]}" \
        | grep -o '"projectId":"[^"\\]*"' | cut -d '"' -f 4
}

# Sets `found` to all that may be at the cursor. `name` is that of an option's value or of an operand.
_broadcaster_find()
{
    local name=$1 text=$2
    case $name in
    *PROJECT*) mapfile -t found < <(_broadcaster_projects) ;;
    FILE | PATH*)
        are_files=yes
        mapfile -t found < <(compgen -f -- "$(_broadcaster_plain "$current")")
        ;;
    *"|"*) IFS='|' read -ra found <<<"${name//[\[\]]/}" ;;
    *) [[ ! $text =~ "One of "([a-z, ]+)"." ]] || IFS=', ' read -ra found <<<"${BASH_REMATCH[1]}" ;;
    esac
}

# Sets `found` to all that may be in place of the last word, or of its part behind the = of an option,
# which becomes `current`.
_broadcaster_complete()
{
    local -a help=() operands=() link=() topic=()
    local -A values=() texts=()
    local program command="" pending=""
    program=$(_broadcaster_plain "${words[0]}")
    current=${words[-1]}
    if ((${#words[@]} > 2)) && [[ ${words[1]} =~ ^([a-z]+|--connect) ]]; then
        topic=("${BASH_REMATCH[1]}")
        [[ ${topic[0]} == -* ]] || command=${topic[0]}
    fi
    mapfile -t help < <(_broadcaster_ask "${topic[@]}" --help)
    _broadcaster_read_options
    _broadcaster_read_words
    if [[ -z $pending && $current == --*=* ]]; then
        pending=${current%%=*}
        current=${current#*=}
    fi
    if [[ $pending == --project ]]; then
        _broadcaster_find PROJECT ""
    elif [[ -n $pending ]]; then
        _broadcaster_find "${values[$pending]-}" "${texts[$pending]-}"
    elif [[ $current == -* ]]; then
        found=("${!values[@]}")
    elif [[ -n $command ]]; then
        _broadcaster_find "$(_broadcaster_operand)" ""
    elif ((${#words[@]} == 2)); then
        mapfile -t found < <(printf '%s\n' "${help[@]}" \
            | sed -n '/^Commands:$/,/^$/s/^  \([a-z][a-z]*\) .*/\1/p')
    fi
}

# Sets COMPREPLY to those that go on with the word at the cursor, as they are to be written.
_broadcaster()
{
    local -a words=() found=()
    local current are_files=no each plain written=""
    _broadcaster_split
    _broadcaster_complete
    plain=$(_broadcaster_plain "$current")
    # Bash replaces only what is behind the last colon.
    [[ $COMP_WORDBREAKS != *:* ]] || written=${plain%"${plain##*:}"}
    [[ $are_files == no ]] || compopt -o filenames
    COMPREPLY=()
    for each in "${found[@]}"; do
        [[ $each == "$plain"* ]] || continue
        each=${each#"$written"}
        [[ $are_files == yes || $current == [\"\']* ]] || printf -v each %q "$each"
        COMPREPLY+=("$each")
    done
}

# Prints those that go on with the last of the given words, one a line.
_broadcaster_print()
{
    local -a words=("$@") found=()
    local current are_files=no each plain
    _broadcaster_complete
    plain=$(_broadcaster_plain "$current")
    for each in "${found[@]}"; do
        [[ $each == "$plain"* ]] || continue
        [[ $are_files == no || ! -d $each ]] || each+=/
        printf '%s%s\n' "${words[-1]%"$current"}" "$each"
    done
}

if [[ ${BASH_SOURCE[0]} == "$0" ]]; then
    _broadcaster_print "$@"
else
    complete -F _broadcaster broadcaster broadcaster-server
fi
