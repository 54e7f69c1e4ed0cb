// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/console.h"

#include <QtWidgets/QToolButton>

namespace broadcaster {

struct UiSettings;
class WishPopUp;

/// Shows what traffic a broker elsewhere sends to this window; a click or Space opens it for
/// changing. Hidden for a broker inside, which reports everything.
class WishButton final : public QToolButton {
    Q_OBJECT

public:
    /// The console outlives it, and is told the wish.
    explicit WishButton(Console &console, QWidget *parent = nullptr);

    /// The filter and the project that the page shows, null for all, which the user can take over.
    void offer(const QString &filter, const ProjectId &scope);
    void restore(const UiSettings &settings);
    void save(UiSettings &settings) const;

private:
    void tell();
    void showWish();

    Console &m_console;
    WishPopUp *m_popUp;
};

} // namespace broadcaster
