// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/server/urlsection.h"

#include "ui/base/connecturl.h"
#include "ui/base/text.h"
#include "ui/theme/layoutstep.h"
#include "ui/widgets/copyfield.h"
#include "ui/widgets/note.h"
#include "ui/widgets/sectionheader.h"

#include <QtWidgets/QComboBox>
#include <QtWidgets/QGridLayout>
#include <QtWidgets/QLineEdit>

#include <algorithm>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

UrlSection::UrlSection(Console &console, QWidget *parent)
    : QWidget(parent)
    , m_console(console)
    , m_note(new Note(Note::Tone::Dim, this))
    , m_fields(new QWidget(this))
    , m_project(new QLineEdit(u"demo"_s, this))
    , m_addressLabel(new Note(Note::Tone::Plain, tr("Address"), this))
    , m_address(new QComboBox(this))
{
    setObjectName(u"urlSection"_s);
    m_note->setObjectName(u"urlNote"_s);
    m_project->setObjectName(u"urlProject"_s);
    m_project->setAccessibleName(tr("Project of the URLs"));
    m_address->setObjectName(u"urlAddress"_s);
    m_address->setAccessibleName(tr("Address of the URLs"));

    auto *grid = new QGridLayout(m_fields);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(2 * LayoutStep);
    grid->setVerticalSpacing(LayoutStep);
    grid->setColumnStretch(1, 1);
    grid->addWidget(new Note(Note::Tone::Plain, tr("Project"), m_fields), 0, 0);
    grid->addWidget(m_project, 0, 1);
    grid->addWidget(m_addressLabel, 1, 0);
    grid->addWidget(m_address, 1, 1);
    m_page = addField(
        *grid, tr("Page to try it"), tr("address of the page to try it"), u"pageUrl"_s);
    for (int type = 0; type < ClientTypeCount; ++type) {
        const QString name = typeName(static_cast<ClientType>(type));
        m_connect.append(addField(*grid, name, tr("URL for type %1").arg(name), name + u"Url"_s));
    }
    m_health = addField(*grid, tr("Health"), tr("command for the health"), u"healthCommand"_s);
    m_status = addField(
        *grid, tr("Connected clients"), tr("command for the status"), u"statusCommand"_s);
    m_usage = addField(*grid, tr("Usage"), tr("command for the usage"), u"usageCommand"_s);

    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(LayoutStep);
    rows->addWidget(new SectionHeader(tr("Connect"), tr("URLs for clients and for curl."), this));
    rows->addWidget(m_fields);
    rows->addWidget(m_note);
    connect(m_project, &QLineEdit::textChanged, this, &UrlSection::showUrls);
    connect(m_project, &QLineEdit::textEdited, this, [this] { m_isChosen = true; });
    connect(m_address, &QComboBox::currentIndexChanged, this, &UrlSection::showUrls);
    m_console.on<StateChanged>(this, [this] { showAddresses(); });
    m_console.on<ConfigChanged>(this, [this] { showAddresses(); });
    showAddresses();
}

CopyField *UrlSection::addField(
    QGridLayout &grid, const QString &label, const QString &name, const QString &objectName)
{
    auto *field = new CopyField(name, m_fields);
    field->setObjectName(objectName);
    const int row = grid.rowCount();
    grid.addWidget(new Note(Note::Tone::Plain, label, m_fields), row, 0);
    grid.addWidget(field, row, 1);
    return field;
}

void UrlSection::setProject(const ProjectId &project)
{
    if (project.isNull()) // The last one is as good as any.
        return;
    m_isChosen = true;
    m_project->setText(project.toString());
}

void UrlSection::offer(const QList<ProjectSummary> &projects)
{
    const auto isShown = [this](const ProjectSummary &each) {
        return each.id.toString() == m_project->text();
    };
    // A name that was chosen or typed stays, whether or not the project lives.
    if (m_isChosen || projects.isEmpty() || std::any_of(projects.begin(), projects.end(), isShown))
        return;
    m_project->setText(projects.constFirst().id.toString());
}

void UrlSection::showAddresses()
{
    const QStringList urls = m_console.now().urls;
    if (urls != m_addresses) {
        m_addresses = urls;
        const QSignalBlocker quiet(m_address);
        m_address->clear();
        m_address->addItems(urls);
    }
    m_address->setVisible(urls.size() > 1);
    m_addressLabel->setVisible(urls.size() > 1);
    showUrls();
}

void UrlSection::showUrls()
{
    const bool listens = !m_addresses.isEmpty();
    m_fields->setVisible(listens);
    m_note->setText(listens
            ? tr("Where the project requires a key, add &apiKey= and the key to the URL.")
            : tr("Start the broker to see where clients connect."));
    if (!listens)
        return;
    const QString address = m_addresses.value(std::max(0, m_address->currentIndex()));
    const QString project = m_project->text();
    m_page->setText(requestUrl(address, u"/"_s));
    for (int type = 0; type < ClientTypeCount; ++type)
        m_connect[type]->setText(connectUrl(address, project, static_cast<ClientType>(type)));
    m_health->setText(curlCommand(address, u"/health"_s));
    m_status->setText(curlCommand(address, u"/status"_s, project));
    m_usage->setText(curlCommand(address, u"/usage"_s, project));
}

} // namespace broadcaster
