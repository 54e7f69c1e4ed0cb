// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/json/jsontreedelegate.h"

#include "server/api/check.h"
#include "ui/json/jsontreemodel.h"
#include "ui/theme/theme.h"

namespace broadcaster {

namespace {

constexpr int RowPadding = 5;

const QColor &kindColour(const Theme &theme, JsonValue::Kind kind)
{
    switch (kind) {
    case JsonValue::Kind::String:
        return theme.ok;
    case JsonValue::Kind::Number:
        return theme.warning;
    case JsonValue::Kind::True:
    case JsonValue::Kind::False:
    case JsonValue::Kind::Null:
        return theme.admin;
    case JsonValue::Kind::Object:
    case JsonValue::Kind::Array:
        return theme.faint;
    case JsonValue::Kind::Missing:
        return theme.text;
    }
    return unreachable(theme.text);
}

} // namespace

QSize JsonTreeDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const QSize size = QStyledItemDelegate::sizeHint(option, index);
    return { size.width(), QFontMetrics(fixedFont()).height() + RowPadding };
}

void JsonTreeDelegate::initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    const Theme &theme = Theme::of(option->palette);
    const auto kind = static_cast<JsonValue::Kind>(index.data(JsonTreeModel::KindRole).toInt());
    const QColor &colour = index.column() == JsonTreeModel::NameColumn ? theme.dim
                                                                       : kindColour(theme, kind);
    if (index.data(JsonTreeModel::EnvelopeRole).toBool() && index.column() == 0)
        option->font = option->widget->font(); // Not a name of the message.
    else
        option->font = fixedFont();
    // A chosen row keeps its colours: they show the kind of a value.
    for (const QPalette::ColorRole role : { QPalette::Text, QPalette::HighlightedText })
        option->palette.setColor(role, colour);
}

} // namespace broadcaster
