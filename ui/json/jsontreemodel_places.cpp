// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/api/jsonstring.h"
#include "ui/json/jsontreemodel.h"

#include <algorithm>

// Paths, offsets and the rows that belong to them.
namespace broadcaster {

JsonPath JsonTreeModel::path(const QModelIndex &index) const
{
    JsonPath path;
    if (!index.isValid())
        return path;
    for (size_t at = index.internalId(); at != 0; at = m_nodes[at].parent) {
        const Node &node = m_nodes[at];
        if (node.isEnvelope)
            continue;
        const JsonValue::Kind container = m_nodes[node.parent].value.kind;
        if (container == JsonValue::Kind::Object)
            path.append(jsonUnescaped(node.key));
        else if (container == JsonValue::Kind::Array)
            path.append(qsizetype { node.row });
    }
    std::reverse(path.begin(), path.end());
    return path;
}

QModelIndex JsonTreeModel::envelope() const
{
    const QModelIndex last = index(rowCount() - 1, NameColumn);
    return last.isValid() && nodeAt(last).isEnvelope ? last : QModelIndex();
}

QModelIndex JsonTreeModel::childNamed(const QModelIndex &parent, const JsonStep &step) const
{
    const JsonValue::Kind kind = nodeAt(parent).value.kind;
    if (const auto *at = std::get_if<qsizetype>(&step)) {
        const bool isThere = kind == JsonValue::Kind::Array && *at < rowCount(parent);
        return isThere ? index(static_cast<int>(*at), NameColumn, parent) : QModelIndex();
    }
    for (int row = 0; row < rowCount(parent) && kind == JsonValue::Kind::Object; ++row) {
        const QModelIndex child = index(row, NameColumn, parent);
        const Node &node = nodeAt(child);
        if (!node.isEnvelope && jsonUnescaped(node.key) == std::get<QByteArray>(step))
            return child;
    }
    return {};
}

QModelIndex JsonTreeModel::nearest(const JsonPath &path) const
{
    QModelIndex at;
    for (const JsonStep &step : path) {
        QModelIndex next = childNamed(at, step);
        if (!next.isValid() && !at.isValid() && envelope().isValid())
            next = childNamed(envelope(), step);
        if (!next.isValid())
            break;
        at = next;
    }
    return at;
}

qsizetype JsonTreeModel::offset(const QModelIndex &index) const
{
    const Node &node = nodeAt(index);
    const bool isName = index.column() == NameColumn && !node.key.isNull();
    return (isName ? node.key.data() - 1 : node.value.raw.data()) - m_text.constData();
}

QModelIndex JsonTreeModel::childAt(const QModelIndex &parent, qsizetype offset)
{
    const char *place = m_text.constData() + offset;
    for (int row = 0; row < MaxFoundAtOnce; ++row) {
        if (row >= rowCount(parent))
            findMore(parent);
        if (row >= rowCount(parent))
            return {};
        const QModelIndex child = index(row, NameColumn, parent);
        const Node &node = nodeAt(child);
        const char *begin = node.key.isNull() ? node.value.raw.data() : node.key.data() - 1;
        if (place >= begin && place < node.value.raw.data() + node.value.raw.size())
            return child;
    }
    return {};
}

QModelIndex JsonTreeModel::indexAt(qsizetype offset)
{
    QModelIndex at;
    for (QModelIndex next = childAt({}, offset); next.isValid(); next = childAt(at, offset)) {
        at = next;
        const Node &node = nodeAt(at);
        if (node.isEnvelope)
            continue;
        if (m_text.constData() + offset < node.value.raw.data())
            return at; // Inside of the name.
    }
    return at.siblingAtColumn(ValueColumn);
}

} // namespace broadcaster
