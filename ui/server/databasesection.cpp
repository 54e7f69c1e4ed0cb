// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/server/databasesection.h"

#include "ui/base/errortext.h"
#include "ui/base/text.h"
#include "ui/theme/style.h"
#include "ui/widgets/note.h"

#include <QtCore/QUrl>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QVBoxLayout>

#include <algorithm>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int DatabaseFieldWidth = 560;

} // namespace

DatabaseSection::DatabaseSection(QWidget *parent)
    : ConfigSection(tr("Database"), tr("Keeps API keys and usage. Never messages."), parent)
    , m_location(new Note(Note::Tone::Plain, this))
    , m_state(new Note(Note::Tone::Dim, this))
    , m_error(new Note(Note::Tone::Bad, this))
    , m_edit(new QLineEdit(this))
    , m_note(new Note(Note::Tone::Dim, this))
{
    setObjectName(u"databaseSection"_s);
    m_location->setObjectName(u"databaseLocation"_s);
    m_state->setObjectName(u"databaseState"_s);
    m_error->setObjectName(u"databaseError"_s);
    m_error->hide();
    m_edit->setObjectName(u"database"_s);
    m_edit->setAccessibleName(tr("Another database"));
    m_edit->setPlaceholderText(
        tr("Another one: a file, or postgresql://user:password@host/database"));
    m_edit->setMaximumWidth(DatabaseFieldWidth);
    m_note->setObjectName(u"databaseNote"_s);

    rows()->addWidget(m_location);
    rows()->addWidget(m_state);
    rows()->addWidget(m_error);
    rows()->addWidget(m_edit);
    rows()->addWidget(m_note);
    connect(m_edit, &QLineEdit::textEdited, this, [this] {
        m_refused.clear();
        showNote();
        Q_EMIT edited();
    });
    showNote();
}

void DatabaseSection::showConfig(const BrokerConfig &config)
{
    m_location->setText(maskedDatabase(config.database));
}

void DatabaseSection::revert(const BrokerConfig &config)
{
    m_edit->clear();
    m_refused.clear();
    showConfig(config);
    showNote();
}

void DatabaseSection::collect(BrokerConfig &draft) const
{
    const QString location = m_edit->text().trimmed();
    if (!location.isEmpty() && problem().isNull())
        draft.database = location;
}

QString DatabaseSection::problem() const
{
    const QString location = m_edit->text().trimmed();
    if (std::any_of(location.begin(), location.end(), [](QChar c) { return c < u' '; }))
        return tr("It must be on one line.");
    if (location.contains("://"_L1) && !isPostgres(location))
        return tr("Give a file, or a URL that begins with postgresql://.");
    if (isPostgres(location) && !QUrl(location, QUrl::StrictMode).isValid())
        return tr("The URL is not valid. Special characters in it are percent-encoded: @ is %40.");
    return {};
}

bool DatabaseSection::showError(const Error &error)
{
    if (!isDatabaseError(error.code))
        return false;
    m_refused = errorText(error);
    showNote();
    return true;
}

void DatabaseSection::clearError()
{
    m_refused.clear();
    showNote();
}

void DatabaseSection::focusField()
{
    m_edit->setFocus(Qt::OtherFocusReason);
}

void DatabaseSection::showNote()
{
    const QString wrong = m_refused.isNull() ? problem() : m_refused;
    m_edit->setProperty(InvalidProperty, !wrong.isNull());
    m_edit->update();
    m_note->setTone(wrong.isNull() ? Note::Tone::Dim : Note::Tone::Bad);
    m_note->setText(wrong.isNull() ? tr("Another database needs a restart. Keys and usage are not "
                                        "copied to the new database.")
                                   : wrong);
}

void DatabaseSection::showOverview(BrokerState state, const BrokerOverview &overview)
{
    if (state != BrokerState::Listening) {
        m_state->setTone(Note::Tone::Dim);
        m_state->setText(tr("Not in use while the broker is not running."));
        m_error->hide();
        return;
    }
    m_state->setTone(overview.figures.databaseConnected ? Note::Tone::Ok : Note::Tone::Warning);
    if (overview.figures.databaseConnected && overview.figures.unwrittenMessages == 0)
        m_state->setText(tr("Connected, everything counted is written."));
    else if (overview.figures.databaseConnected)
        m_state->setText(tr("Connected. Messages counted and not yet written: %1.")
                             .arg(countText(overview.figures.unwrittenMessages)));
    else
        m_state->setText(tr("Not connected; the broker tries again by itself. Messages counted and "
                            "not yet written: %1.")
                             .arg(countText(overview.figures.unwrittenMessages)));
    m_error->setShown(overview.lastDatabaseError
            ? tr("Failed writes so far: %1. Last error: %2")
                  .arg(countText(overview.figures.failedWrites),
                      errorText(*overview.lastDatabaseError))
            : QString());
}

} // namespace broadcaster
