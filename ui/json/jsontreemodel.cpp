// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/json/jsontreemodel.h"

#include "inspect/filter/filter.h"
#include "inspect/json/jsonscan.h"
#include "server/api/jsonstring.h"
#include "ui/base/text.h"

#include <algorithm>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

/// A container of this size is always counted when it is shown; larger ones while the budget lasts.
constexpr qsizetype AlwaysCountedBytes = 16 * 1024;
constexpr qsizetype CountBudgetBytes = 16 * 1024 * 1024;
/// Bound of a row's text for the screen reader or the tooltip.
constexpr qsizetype MaxTooltipBytes = 2'000;

bool isContainerKind(JsonValue::Kind kind)
{
    return kind == JsonValue::Kind::Object || kind == JsonValue::Kind::Array;
}

/// Called for every visible row, so it only looks at the beginning.
bool hasItems(const JsonValue &value)
{
    if (!isContainerKind(value.kind))
        return false;
    const char next = value.raw[jsonscan::skipSpace(value.raw, 1)];
    return next != '}' && next != ']';
}

/// The beginning of the text, cut between two characters and marked.
QString cut(QByteArrayView text, qsizetype size)
{
    if (text.size() <= size)
        return QString::fromUtf8(text);
    while (size > 0 && (static_cast<unsigned char>(text[size]) & 0xC0U) == 0x80U)
        --size;
    return QString::fromUtf8(text.first(size)) + u'\u2026';
}

} // namespace

void JsonTreeModel::setText(const QByteArray &text)
{
    beginResetModel();
    m_text = text;
    m_nodes.clear();
    m_children.clear();
    m_countBudget = CountBudgetBytes;
    Node root;
    root.value = jsonRoot(m_text);
    m_nodes.push_back(root);
    if (isContainerKind(root.value.kind)) {
        takeMembers();
    } else if (root.value.kind != JsonValue::Kind::Missing) {
        // A scalar has no members to show: it is its own only row.
        m_nodes[0].children = 0;
        m_children.push_back({ JsonCursor({}), {}, 0, true });
        Node scalar;
        scalar.parent = 0;
        scalar.value = root.value;
        take(0, { scalar });
    }
    endResetModel();
}

void JsonTreeModel::takeMembers()
{
    const std::vector<Node> found = nextBatch(0);
    std::vector<Node> payload;
    std::vector<Node> others;
    for (const Node &node : found)
        (jsonUnescaped(node.key) == "payload" ? payload : others).push_back(node);
    const bool isObject = m_nodes[0].value.kind == JsonValue::Kind::Object;
    if (!m_foldsEnvelope || !isObject || payload.empty() || others.empty()
        || !m_children[m_nodes[0].children].isComplete) {
        take(0, found);
        return;
    }
    Node envelope;
    envelope.parent = 0;
    envelope.value = m_nodes[0].value;
    envelope.size = static_cast<qsizetype>(others.size());
    envelope.isEnvelope = true;
    envelope.children = m_children.size();
    payload.push_back(envelope);
    for (size_t row = 0; row < payload.size(); ++row)
        payload[row].row = static_cast<int>(row);
    take(0, payload);
    const size_t parent = m_nodes.size() - 1;
    m_children.push_back({ JsonCursor({}), {}, 0, true });
    for (size_t row = 0; row < others.size(); ++row) {
        others[row].parent = parent;
        others[row].row = static_cast<int>(row);
    }
    take(parent, others);
}

const JsonTreeModel::Node &JsonTreeModel::nodeAt(const QModelIndex &index) const
{
    return m_nodes[index.isValid() ? index.internalId() : 0];
}

const JsonTreeModel::Children *JsonTreeModel::childrenOf(const QModelIndex &parent) const
{
    if (m_nodes.empty() || parent.column() > NameColumn)
        return nullptr;
    const size_t children = nodeAt(parent).children;
    return children == None ? nullptr : &m_children[children];
}

qsizetype JsonTreeModel::byteSize(const QModelIndex &index) const
{
    return nodeAt(index).value.raw.size();
}

QModelIndex JsonTreeModel::index(int row, int column, const QModelIndex &parent) const
{
    const Children *children = childrenOf(parent);
    if (!children || row < 0 || row >= children->count || column < 0 || column >= ColumnCount)
        return {};
    const size_t run = children->runs[static_cast<size_t>(row / BatchSize)];
    return createIndex(row, column, quintptr { run + static_cast<size_t>(row % BatchSize) });
}

QModelIndex JsonTreeModel::parent(const QModelIndex &index) const
{
    if (!index.isValid())
        return {};
    const size_t parent = nodeAt(index).parent;
    return parent == 0 ? QModelIndex()
                       : createIndex(m_nodes[parent].row, NameColumn, quintptr { parent });
}

int JsonTreeModel::rowCount(const QModelIndex &parent) const
{
    const Children *children = childrenOf(parent);
    return children ? children->count : 0;
}

int JsonTreeModel::columnCount(const QModelIndex &) const
{
    return ColumnCount;
}

bool JsonTreeModel::hasChildren(const QModelIndex &parent) const
{
    if (m_nodes.empty() || parent.column() > NameColumn)
        return false;
    if (const Children *children = childrenOf(parent))
        return children->count > 0 || !children->isComplete;
    return hasItems(nodeAt(parent).value);
}

bool JsonTreeModel::canFetchMore(const QModelIndex &parent) const
{
    return !childrenOf(parent) && hasChildren(parent);
}

void JsonTreeModel::fetchMore(const QModelIndex &parent)
{
    if (canFetchMore(parent))
        findMore(parent);
}

bool JsonTreeModel::hasMore(const QModelIndex &parent) const
{
    const Children *children = childrenOf(parent);
    return children ? !children->isComplete : hasChildren(parent);
}

void JsonTreeModel::findMore(const QModelIndex &parent)
{
    if (!hasMore(parent))
        return;
    const size_t at = parent.isValid() ? parent.internalId() : 0;
    const std::vector<Node> found = nextBatch(at);
    if (found.empty())
        return;
    const int first = m_children[m_nodes[at].children].count;
    beginInsertRows(parent, first, first + static_cast<int>(found.size()) - 1);
    take(at, found);
    endInsertRows();
}

std::vector<JsonTreeModel::Node> JsonTreeModel::nextBatch(size_t parent)
{
    if (m_nodes[parent].children == None) {
        m_nodes[parent].children = m_children.size();
        m_children.push_back({ JsonCursor(m_nodes[parent].value), {}, 0, false });
    }
    Children &children = m_children[m_nodes[parent].children];
    std::vector<Node> found;
    while (found.size() < BatchSize && !children.isComplete) {
        if (!children.cursor.next()) {
            children.isComplete = true;
            break;
        }
        Node node;
        node.parent = parent;
        node.row = children.count + static_cast<int>(found.size());
        node.key = children.cursor.key();
        node.value = children.cursor.value();
        found.push_back(node);
    }
    if (children.isComplete)
        m_nodes[parent].size = children.count + static_cast<qsizetype>(found.size());
    return found;
}

void JsonTreeModel::take(size_t parent, const std::vector<Node> &found)
{
    Children &children = m_children[m_nodes[parent].children];
    if (found.empty())
        return;
    children.runs.push_back(m_nodes.size());
    m_nodes.insert(m_nodes.end(), found.begin(), found.end());
    children.count += static_cast<int>(found.size());
}

QVariant JsonTreeModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const Node &node = nodeAt(index);
    switch (role) {
    case Qt::DisplayRole:
        return index.column() == NameColumn ? nameText(node) : valueText(node);
    case Qt::ToolTipRole:
        // Only text that the row itself cannot show.
        if (index.column() == ValueColumn && node.value.kind == JsonValue::Kind::String
            && node.value.raw.size() > MaxShownBytes)
            return cut(node.value.raw, MaxTooltipBytes);
        return {};
    case PathRole:
        return QVariant::fromValue(path(index));
    case RawRole:
        return node.value.raw.toByteArray();
    case TextRole:
        return jsonText(node.value);
    case KindRole:
        return static_cast<int>(node.value.kind);
    case EnvelopeRole:
        return node.isEnvelope;
    case FilterFieldRole:
        return filterFieldOf(path(index));
    default:
        return {};
    }
}

QVariant JsonTreeModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    return section == NameColumn ? tr("Name") : tr("Value");
}

QString JsonTreeModel::nameText(const Node &node) const
{
    if (node.isEnvelope)
        return tr("Envelope");
    const JsonValue::Kind container = m_nodes[node.parent].value.kind;
    if (container == JsonValue::Kind::Array)
        return QString::number(node.row);
    return cut(node.key, MaxShownBytes);
}

/// The names of its members.
QString JsonTreeModel::envelopeText(const Node &envelope) const
{
    const Children &members = m_children[envelope.children];
    QByteArray names;
    for (int row = 0; row < members.count && names.size() <= MaxShownBytes; ++row) {
        names += row > 0 ? ", " : "";
        names += m_nodes[members.runs[0] + static_cast<size_t>(row)].key;
    }
    return cut(names, MaxShownBytes);
}

QString JsonTreeModel::valueText(const Node &node) const
{
    if (node.isEnvelope)
        return envelopeText(node);
    switch (node.value.kind) {
    case JsonValue::Kind::Object:
        return u"{ "_s + sizeText(node) + u" }"_s;
    case JsonValue::Kind::Array:
        return u"[ "_s + sizeText(node) + u" ]"_s;
    default:
        return cut(node.value.raw, MaxShownBytes);
    }
}

QString JsonTreeModel::sizeText(const Node &node) const
{
    if (node.size < 0) {
        const qsizetype bytes = node.value.raw.size();
        if (bytes > AlwaysCountedBytes) {
            if (bytes > m_countBudget)
                return u"\u2026"_s;
            m_countBudget -= bytes;
        }
        node.size = 0;
        for (JsonCursor cursor(node.value); cursor.next();)
            ++node.size;
    }
    return countText(node.size);
}

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

qsizetype JsonTreeModel::offset(const QModelIndex &index) const
{
    const Node &node = nodeAt(index);
    const bool isName = index.column() == NameColumn && !node.key.isNull();
    return (isName ? node.key.data() - 1 : node.value.raw.data()) - m_text.constData();
}

} // namespace broadcaster
