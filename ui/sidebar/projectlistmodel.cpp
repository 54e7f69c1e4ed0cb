// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/sidebar/projectlistmodel.h"

#include "inspect/rates/chartmath.h"
#include "inspect/rates/ratehistory.h"
#include "ui/base/text.h"

#include <algorithm>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

ProjectListModel::ProjectListModel(const RateHistory &history, QObject *parent)
    : QAbstractListModel(parent)
    , m_history(history)
    , m_rows(rowsOf({}))
{
}

int ProjectListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant ProjectListModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Row &row = m_rows[index.row()];
    switch (role) {
    case Qt::DisplayRole:
        return row.name;
    case Qt::ToolTipRole:
        return QString(description(row) + u'\n'
            + tr("Scale: 0 to %1. Each line is ten times the one below.").arg(rateText(m_scale)));
    case Qt::AccessibleDescriptionRole:
        return description(row);
    case ProjectRole:
        return QVariant::fromValue(row.id);
    case ClientsRole:
        return row.clients;
    case RateRole:
        return row.rate ? QVariant(*row.rate) : QVariant();
    case RatesRole:
        return QVariant::fromValue(m_history.rates(row.id, SparklineSeconds));
    case ScaleRole:
        return m_scale;
    default:
        return {};
    }
}

void ProjectListModel::setProjects(const QList<ProjectSummary> &projects)
{
    m_projects = projects;
    m_scale = decadeAbove(highestRate(m_history.rates({}, SparklineSeconds)), LeastScale);
    const QList<Row> wanted = rowsOf(projects);
    remove(wanted);
    insert(wanted);
    update(wanted);
}

void ProjectListModel::keep(const ProjectId &project)
{
    if (project == m_kept)
        return;
    m_kept = project;
    setProjects(QList<ProjectSummary>(m_projects));
}

QModelIndex ProjectListModel::indexOf(const ProjectId &project) const
{
    const auto found = std::lower_bound(m_rows.cbegin(), m_rows.cend(), project,
        [](const Row &row, const ProjectId &id) { return row.id.utf8() < id.utf8(); });
    if (found == m_rows.cend() || found->id != project)
        return {};
    return index(static_cast<int>(found - m_rows.cbegin()));
}

/// In the order of the bytes of their names; the row of all projects has no name, so it comes
/// first.
QList<ProjectListModel::Row> ProjectListModel::rowsOf(const QList<ProjectSummary> &projects) const
{
    QList<Row> rows;
    rows.reserve(projects.size() + 2);
    Row all { {}, tr("All projects"), 0, m_history.latest({}) };
    bool isKeptThere = m_kept.isNull();
    for (const ProjectSummary &project : projects) {
        all.clients += project.clients;
        isKeptThere = isKeptThere || project.id == m_kept;
        rows.append(
            { project.id, project.id.toString(), project.clients, m_history.latest(project.id) });
    }
    if (!isKeptThere)
        rows.append({ m_kept, m_kept.toString(), 0, m_history.latest(m_kept) });
    rows.append(all);
    std::sort(rows.begin(), rows.end(),
        [](const Row &a, const Row &b) { return a.id.utf8() < b.id.utf8(); });
    return rows;
}

void ProjectListModel::remove(const QList<Row> &wanted)
{
    const auto isWanted = [&wanted](const Row &row) {
        return std::binary_search(wanted.cbegin(), wanted.cend(), row,
            [](const Row &a, const Row &b) { return a.id.utf8() < b.id.utf8(); });
    };
    for (qsizetype end = m_rows.size(); end > 0;) {
        if (isWanted(m_rows[end - 1])) {
            --end;
            continue;
        }
        qsizetype begin = end - 1;
        while (begin > 0 && !isWanted(m_rows[begin - 1]))
            --begin;
        beginRemoveRows({}, static_cast<int>(begin), static_cast<int>(end - 1));
        m_rows.remove(begin, end - begin);
        endRemoveRows();
        end = begin;
    }
}

void ProjectListModel::insert(const QList<Row> &wanted)
{
    // All remaining rows are wanted, in the same order.
    for (qsizetype at = 0; at < wanted.size();) {
        if (at < m_rows.size() && m_rows[at].id == wanted[at].id) {
            ++at;
            continue;
        }
        qsizetype end = at + 1;
        while (end < wanted.size() && (at >= m_rows.size() || wanted[end].id != m_rows[at].id))
            ++end;
        beginInsertRows({}, static_cast<int>(at), static_cast<int>(end - 1));
        m_rows.insert(at, end - at, Row());
        std::copy(wanted.cbegin() + at, wanted.cbegin() + end, m_rows.begin() + at);
        endInsertRows();
        at = end;
    }
}

void ProjectListModel::update(const QList<Row> &wanted)
{
    const auto isSame = [&](qsizetype at) {
        return m_rows[at].clients == wanted[at].clients && m_rows[at].rate == wanted[at].rate;
    };
    for (qsizetype at = 0; at < m_rows.size();) {
        if (isSame(at)) {
            ++at;
            continue;
        }
        const qsizetype begin = at;
        for (; at < m_rows.size() && !isSame(at); ++at) {
            m_rows[at].clients = wanted[at].clients;
            m_rows[at].rate = wanted[at].rate;
        }
        Q_EMIT dataChanged(index(static_cast<int>(begin)), index(static_cast<int>(at - 1)),
            { Qt::ToolTipRole, Qt::AccessibleDescriptionRole, ClientsRole, RateRole, RatesRole });
    }
}

QString ProjectListModel::description(const Row &row) const
{
    const double highest = highestRate(m_history.rates(row.id, SparklineSeconds));
    return row.name + u'\n' + tr("%Ln client(s)", nullptr, static_cast<int>(row.clients)) + u'\n'
        + tr("Messages: now %1, at most %2 in the last minute")
              .arg(rateText(row.rate), rateText(highest));
}

} // namespace broadcaster
