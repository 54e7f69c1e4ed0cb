// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "app/commandline.h"
#include "ui/base/uisettings.h"

#include <QtCore/QSettings>

namespace broadcaster {

/// The state kept from one run with a window to the next, in one file. Holds no secrets: neither a
/// key nor the database's URL. A missing, invalid or unreadable entry has its default, whatever
/// happened to the rest of the file.
class Settings final {
public:
    explicit Settings(const QString &path = defaultPath());
    Q_DISABLE_COPY_MOVE(Settings)

    /// `broadcaster/broadcaster.conf` in the user's folder for configurations.
    [[nodiscard]] static QString defaultPath();
    /// `remote.conf` beside it: for windows of brokers elsewhere.
    [[nodiscard]] static QString remotePath();

    /// Takes over what other programs have written since.
    void refresh() { m_file.sync(); }
    [[nodiscard]] UiSettings ui() const;
    /// Written soon, and at the latest by the destructor.
    void setUi(const UiSettings &settings);

    [[nodiscard]] SavedOptions brokerOptions() const;
    /// Saves the user's changes, without the values of the command line.
    void saveBrokerOptions(const SavedOptions &changed);

private:
    QSettings m_file;
};

} // namespace broadcaster
