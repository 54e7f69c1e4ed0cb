// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "inspect/sequence/mermaidtext.h"

#include <set>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

/// Characters that Mermaid or the HTML around it would take for their own become entities.
QString escaped(const QString &text)
{
    QString safe;
    for (const QChar each : text) {
        const char16_t code = each.unicode();
        if (each.isLetterOrNumber() || each.isSurrogate() || u" .-_,/()+'"_s.contains(each)
            || each.isMark())
            safe += each;
        else if (each.isPrint())
            safe += u'#' + QString::number(code) + u';';
        else
            safe += u'\uFFFD';
    }
    // The word alone ends a block.
    return safe.compare("end"_L1, Qt::CaseInsensitive) == 0 ? QString(u'(' + safe + u')') : safe;
}

QString laneId(int lane)
{
    return u'c' + QString::number(lane);
}

QString arrowOf(const SequenceLine &line, const SequenceLine::Head &head)
{
    const bool isDashed = line.isReply || head.isMirror;
    if (head.isDropped() || line.fate == SequenceMessage::Fate::Rejected)
        return isDashed ? u"--x"_s : u"-x"_s;
    if (head.state == DeliveryState::Queued)
        return isDashed ? u"--)"_s : u"-)"_s;
    return isDashed ? u"-->>"_s : u"->>"_s;
}

QString labelOf(const SequenceLine &line)
{
    const QString label = line.note.isEmpty() ? line.label
                                              : QString(line.label + u" \u00b7 " + line.note);
    return escaped(line.time + u' ' + label);
}

std::set<int> lanesOf(const std::vector<SequenceLine> &lines)
{
    std::set<int> lanes;
    for (const SequenceLine &line : lines) {
        if (line.from != SequenceLanes::None)
            lanes.insert(line.from);
        for (const SequenceLine::Head &head : line.heads)
            lanes.insert(head.lane);
    }
    return lanes;
}

} // namespace

std::optional<QString> mermaidText(const QStringList &names, const std::vector<SequenceLine> &lines)
{
    QString text = u"sequenceDiagram\n"_s;
    for (const int lane : lanesOf(lines))
        text += u"    participant %1 as %2\n"_s.arg(laneId(lane), escaped(names.value(lane)));
    for (const SequenceLine &line : lines) {
        if (text.size() > MaxMermaidLength)
            return std::nullopt;
        if (line.from == SequenceLanes::None)
            continue;
        const QString from = laneId(line.from);
        if (!line.gap.isEmpty())
            text += u"    Note over %1: %2\n"_s.arg(from, escaped(line.gap));
        for (const SequenceLine::Head &head : line.heads) {
            text += u"    "_s + from + arrowOf(line, head) + laneId(head.lane) + u": "_s
                + labelOf(line) + u'\n';
        }
        if (line.heads.empty())
            text += u"    Note right of %1: %2\n"_s.arg(from, labelOf(line));
    }
    if (text.size() > MaxMermaidLength)
        return std::nullopt;
    return text;
}

} // namespace broadcaster
