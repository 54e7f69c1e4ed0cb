// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "inspect/json/jsontext.h"

#include <QtCore/QAbstractItemModel>

#include <deque>
#include <vector>

namespace broadcaster {

/// One JSON text as a tree. Values are found on demand, children in batches, so that opening
/// megabytes costs no more than their visible part. Everything is shown as it was written. The root
/// is not shown: its members or elements are the top level; a scalar is its own only row.
class JsonTreeModel final : public QAbstractItemModel {
    Q_OBJECT

public:
    enum Column { NameColumn, ValueColumn, ColumnCount };
    enum Role {
        PathRole = Qt::UserRole, ///< JsonPath from the root.
        RawRole, ///< QByteArray, the whole value as written.
        TextRole, ///< QString, a string's whole content without escapes; other values as written.
        KindRole, ///< JsonValue::Kind, as int.
        FilterFieldRole, ///< QString, the name in the filter language.
        EnvelopeRole, ///< bool: the row that holds the envelope.
    };

    static constexpr int BatchSize = 1'000; ///< Children found at a time.
    /// Shown part of a value; the rest is an ellipsis.
    static constexpr qsizetype MaxShownBytes = 400;

    using QAbstractItemModel::QAbstractItemModel;

    /// Puts the payload of a message first, and its other members below a row of their own. Text
    /// without a payload, and text of very many members, keeps its order. Holds for later texts.
    void setFoldsEnvelope(bool folds) { m_foldsEnvelope = folds; }
    /// REQUIRES: valid JSON, or nothing.
    void setText(const QByteArray &text);
    [[nodiscard]] const QByteArray &text() const { return m_text; }

    /// Whether more children may exist than were found so far; and finds the next BatchSize of
    /// them. Not by fetchMore(): a QTreeView calls that at every layout, visible or not.
    [[nodiscard]] bool hasMore(const QModelIndex &parent) const;
    void findMore(const QModelIndex &parent);
    /// Bytes of text to read to find the children.
    [[nodiscard]] qsizetype byteSize(const QModelIndex &index) const;
    [[nodiscard]] JsonPath path(const QModelIndex &index) const;
    /// The row that holds the envelope; invalid when there is none.
    [[nodiscard]] QModelIndex envelope() const;
    [[nodiscard]] JsonValue value(const QModelIndex &index) const { return nodeAt(index).value; }
    /// As written, without quotes. Null: the row has none.
    [[nodiscard]] QByteArrayView name(const QModelIndex &index) const { return nodeAt(index).key; }
    /// The begin of a name or a value in the text.
    [[nodiscard]] qsizetype offset(const QModelIndex &index) const;

    [[nodiscard]] QModelIndex index(
        int row, int column, const QModelIndex &parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex &index) const override;
    using QObject::parent;
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] bool hasChildren(const QModelIndex &parent = {}) const override;
    [[nodiscard]] bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(
        int section, Qt::Orientation orientation, int role) const override;

private:
    /// Found children of a container. They lie in m_nodes in runs of BatchSize.
    struct Children {
        JsonCursor cursor;
        std::vector<size_t> runs; ///< Begin of each run.
        int count = 0;
        bool isComplete = false;
    };
    static constexpr size_t None = static_cast<size_t>(-1);
    struct Node {
        size_t parent = None;
        int row = 0;
        QByteArrayView key;
        JsonValue value;
        size_t children = None; ///< In m_children, once they were requested.
        mutable qsizetype size = -1; ///< Members or elements, once counted.
        bool isEnvelope = false; ///< Its value is the whole message.
    };

    [[nodiscard]] const Node &nodeAt(const QModelIndex &index) const;
    /// The next batch below the node; changes only the cursor.
    [[nodiscard]] std::vector<Node> nextBatch(size_t parent);
    void take(size_t parent, const std::vector<Node> &found);
    void takeMembers();
    [[nodiscard]] const Children *childrenOf(const QModelIndex &parent) const;
    /// Empty when counting would take too long.
    [[nodiscard]] QString sizeText(const Node &node) const;
    [[nodiscard]] QString nameText(const Node &node) const;
    [[nodiscard]] QString valueText(const Node &node) const;
    [[nodiscard]] QString envelopeText(const Node &envelope) const;

    QByteArray m_text;
    std::deque<Node> m_nodes; ///< The root first; never moved.
    std::deque<Children> m_children;
    /// Bytes that may still be read for counts of large containers.
    mutable qsizetype m_countBudget = 0;
    bool m_foldsEnvelope = false;
};

} // namespace broadcaster
