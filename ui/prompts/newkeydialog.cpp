// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/prompts/newkeydialog.h"

#include "server/api/limits.h"
#include "ui/prompts/projectedit.h"
#include "ui/theme/layoutstep.h"
#include "ui/theme/style.h"
#include "ui/widgets/note.h"

#include <QtWidgets/QDialogButtonBox>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QVBoxLayout>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int LettersWide = 64;

QLabel *labelFor(QWidget *field, const QString &text)
{
    auto *label = new QLabel(text, field->parentWidget());
    label->setBuddy(field);
    return label;
}

} // namespace

NewKeyDialog::NewKeyDialog(const QString &project, const QStringList &projects, QWidget *parent)
    : QDialog(parent)
    , m_project(new ProjectEdit(project, projects, this))
    , m_fault(new Note(Note::Tone::Bad, this))
    , m_description(new QLineEdit(this))
{
    setObjectName(u"newKey"_s);
    setWindowTitle(tr("Issue an API key"));
    m_project->setObjectName(u"project"_s);
    m_project->setAccessibleName(tr("Project"));
    m_fault->setObjectName(u"projectFault"_s);
    m_fault->setVisible(false);
    m_description->setObjectName(u"description"_s);
    m_description->setAccessibleName(tr("Description"));
    m_description->setMaxLength(static_cast<int>(limits::MaxDescriptionLength));
    m_description->setPlaceholderText(tr("Its users and its purpose"));

    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    QPushButton *issue = buttons->addButton(tr("Issue key"), QDialogButtonBox::AcceptRole);
    issue->setObjectName(u"issue"_s);
    issue->setAccessibleName(tr("Issue key"));
    issue->setDefault(true);
    buttons->button(QDialogButtonBox::Cancel)->setObjectName(u"cancel"_s);

    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(2 * LayoutStep, 2 * LayoutStep, 2 * LayoutStep, 2 * LayoutStep);
    rows->setSpacing(LayoutStep);
    rows->addWidget(new Note(Note::Tone::Dim,
        tr("Clients of the project connect with it. The key is shown once, when it is issued."),
        this));
    rows->addSpacing(LayoutStep);
    rows->addWidget(labelFor(m_project, tr("&Project")));
    rows->addWidget(m_project);
    rows->addWidget(m_fault);
    rows->addSpacing(LayoutStep);
    rows->addWidget(labelFor(m_description, tr("&Description, optional")));
    rows->addWidget(m_description);
    rows->addStretch();
    rows->addSpacing(LayoutStep);
    rows->addWidget(buttons);
    setMinimumWidth(fontMetrics().averageCharWidth() * LettersWide);

    connect(m_project, &QLineEdit::textChanged, this, &NewKeyDialog::check);
    connect(buttons, &QDialogButtonBox::accepted, this, &NewKeyDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &NewKeyDialog::reject);
    check();
    (ProjectId::fromUtf8(project.toUtf8()) ? m_description : m_project)->setFocus();
    resize(minimumWidth(), rows->totalHeightForWidth(minimumWidth()));
}

Prompts::KeyRequest NewKeyDialog::request() const
{
    return { m_project->text(), m_description->text() };
}

void NewKeyDialog::accept()
{
    if (ProjectId::fromUtf8(m_project->text().toUtf8())) {
        QDialog::accept();
        return;
    }
    if (m_project->text().isEmpty()) {
        m_fault->setTone(Note::Tone::Bad);
        m_fault->setShown(tr("Name the project that the key is for."));
        markFault(true);
    }
    m_project->setFocus();
}

void NewKeyDialog::markFault(bool isFault)
{
    m_project->setProperty(InvalidProperty, isFault);
    m_project->update();
}

void NewKeyDialog::check()
{
    const QString text = m_project->text();
    const Result<ProjectId> project = ProjectId::fromUtf8(text.toUtf8());
    QString fault;
    if (text.toUtf8().size() > limits::MaxProjectIdBytes)
        fault = tr("The name has %1 bytes of UTF-8, the most is %2.")
                    .arg(text.toUtf8().size())
                    .arg(limits::MaxProjectIdBytes);
    else if (!project && !text.isEmpty())
        fault = tr("The name has a control character, which is not allowed.");
    else if (text != text.trimmed())
        fault = tr("The name begins or ends with a space. That makes it another project.");
    markFault(!project && !text.isEmpty());
    m_fault->setTone(project ? Note::Tone::Warning : Note::Tone::Bad);
    m_fault->setShown(fault);
    m_project->setAccessibleDescription(fault);
}

} // namespace broadcaster
