// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/QObject>

namespace broadcaster {

class FilterBox;
class TrafficActions;
class TrafficDetails;
class TrafficEmpty;
class TrafficModel;
struct UiSettings;

/// Gives the filter in the box to the table, and takes conditions into the box from the rows, from
/// the details and from the empty page.
class TrafficFilter final : public QObject {
    Q_OBJECT

public:
    /// All outlive it; the box is the parent.
    TrafficFilter(FilterBox &box, TrafficModel &model, TrafficDetails &details,
        const TrafficActions &actions, const TrafficEmpty &empty);

    /// Works as if the filter had been typed.
    void show(const QString &filter);
    void focus();
    void restore(const UiSettings &settings);
    void save(UiSettings &settings) const;

private:
    void suggestFrom(const TrafficModel &model);

    FilterBox &m_box;
};

} // namespace broadcaster
