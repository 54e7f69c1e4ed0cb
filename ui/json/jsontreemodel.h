// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "inspect/json/jsontext.h"

#include <QtCore/QAbstractItemModel>

#include <deque>
#include <vector>

namespace broadcaster {

/// One JSON text as a tree. Values are found when they are asked for, children in batches, so that
/// opening megabytes costs no more than what is looked at. Everything is shown as it was written.
/// The root is not shown: its members or elements are the top level; of a scalar, itself.
class JsonTreeModel final : public QAbstractItemModel {
    Q_OBJECT

public:
    enum Column { NameColumn, ValueColumn, ColumnCount };
    enum Role {
        PathRole = Qt::UserRole, ///< JsonPath from the root.
        RawRole, ///< QByteArray, the whole value as written.
        TextRole, ///< QString, a string's whole content without escapes; else as written.
        KindRole, ///< JsonValue::Kind, as int.
        FilterFieldRole, ///< QString, what the filter language calls it.
    };

    static constexpr int BatchSize = 1'000; ///< Children found at a time.
    static constexpr qsizetype MaxShownBytes = 400; ///< Of a value; the rest is an ellipsis.

    using QAbstractItemModel::QAbstractItemModel;

    /// REQUIRES: valid JSON, or nothing.
    void setText(const QByteArray &text);
    [[nodiscard]] const QByteArray &text() const { return m_text; }

    /// Whether children beyond those found so far may be there, and the next BatchSize of them.
    /// Not by fetchMore(): a QTreeView calls that at every layout, in sight or not.
    [[nodiscard]] bool hasMore(const QModelIndex &parent) const;
    void findMore(const QModelIndex &parent);
    /// How much text must be read to find the children.
    [[nodiscard]] qsizetype byteSize(const QModelIndex &index) const;
    [[nodiscard]] JsonPath path(const QModelIndex &index) const;
    /// Among what was found already; as far along the path as there is something.
    [[nodiscard]] QModelIndex nearest(const JsonPath &path) const;

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
        std::vector<size_t> runs; ///< Where each begins.
        int count = 0;
        bool isComplete = false;
    };
    static constexpr size_t None = static_cast<size_t>(-1);
    struct Node {
        size_t parent = None;
        int row = 0;
        QByteArrayView key;
        JsonValue value;
        size_t children = None; ///< In m_children, once they were asked for.
        mutable qsizetype size = -1; ///< Members or elements, once counted.
    };

    [[nodiscard]] const Node &nodeAt(const QModelIndex &index) const;
    /// The next batch below the node; nothing is changed but where the cursor is.
    [[nodiscard]] std::vector<Node> nextBatch(size_t parent);
    void take(size_t parent, const std::vector<Node> &found);
    [[nodiscard]] const Children *childrenOf(const QModelIndex &parent) const;
    /// Empty when counting would take too long.
    [[nodiscard]] QString sizeText(const Node &node) const;
    [[nodiscard]] QString nameText(const Node &node) const;
    [[nodiscard]] QString valueText(const Node &node) const;

    QByteArray m_text;
    std::deque<Node> m_nodes; ///< The root first; never moved.
    std::deque<Children> m_children;
    /// Bytes that may still be read for counts of large containers.
    mutable qsizetype m_countBudget = 0;
};

/// What the filter language calls the value at the path; empty when it cannot name it.
[[nodiscard]] QString filterFieldOf(const JsonPath &path);

} // namespace broadcaster
