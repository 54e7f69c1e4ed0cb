// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/json/jsontreeplaces.h"

#include "server/api/jsonstring.h"
#include "ui/json/jsontreemodel.h"

namespace broadcaster {

namespace {

constexpr int NameColumn = JsonTreeModel::NameColumn;

QModelIndex childNamed(const JsonTreeModel &model, const QModelIndex &parent, const JsonStep &step)
{
    const JsonValue::Kind kind = model.value(parent).kind;
    if (const auto *at = std::get_if<qsizetype>(&step)) {
        const bool isThere = kind == JsonValue::Kind::Array && *at < model.rowCount(parent);
        return isThere ? model.index(static_cast<int>(*at), NameColumn, parent) : QModelIndex();
    }
    for (int row = 0; row < model.rowCount(parent) && kind == JsonValue::Kind::Object; ++row) {
        const QModelIndex child = model.index(row, NameColumn, parent);
        if (child != model.envelope()
            && jsonUnescaped(model.name(child)) == std::get<QByteArray>(step))
            return child;
    }
    return {};
}

/// The child whose name or value holds the offset; invalid: none does.
QModelIndex childAtOffset(JsonTreeModel &model, const QModelIndex &parent, qsizetype offset)
{
    for (int row = 0; row < MaxFoundAtOnce; ++row) {
        if (row >= model.rowCount(parent))
            model.findMore(parent);
        if (row >= model.rowCount(parent))
            return {};
        const QModelIndex child = model.index(row, NameColumn, parent);
        const qsizetype value = model.offset(child.siblingAtColumn(JsonTreeModel::ValueColumn));
        if (offset >= model.offset(child) && offset < value + model.value(child).raw.size())
            return child;
    }
    return {};
}

} // namespace

QModelIndex nearestIndex(const JsonTreeModel &model, const JsonPath &path)
{
    QModelIndex at;
    for (const JsonStep &step : path) {
        QModelIndex next = childNamed(model, at, step);
        if (!next.isValid() && !at.isValid() && model.envelope().isValid())
            next = childNamed(model, model.envelope(), step);
        if (!next.isValid())
            break;
        at = next;
    }
    return at;
}

QModelIndex indexAtOffset(JsonTreeModel &model, qsizetype offset)
{
    QModelIndex at;
    for (QModelIndex next = childAtOffset(model, {}, offset); next.isValid();
         next = childAtOffset(model, at, offset)) {
        at = next;
        if (at == model.envelope())
            continue;
        if (offset < model.offset(at.siblingAtColumn(JsonTreeModel::ValueColumn)))
            return at; // Inside of the name.
    }
    return at.siblingAtColumn(JsonTreeModel::ValueColumn);
}

} // namespace broadcaster
