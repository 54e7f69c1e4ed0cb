// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/prompts/dialogprompts.h"

#include "server/api/limits.h"
#include "ui/theme/style.h"
#include "ui/widgets/copyfield.h"
#include "ui/widgets/elidedlabel.h"

#include <QtCore/QTemporaryDir>
#include <QtCore/QTimer>
#include <QtGui/QClipboard>
#include <QtGui/QGuiApplication>
#include <QtTest/QTest>
#include <QtWidgets/QAbstractItemView>
#include <QtWidgets/QApplication>
#include <QtWidgets/QCheckBox>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QCompleter>
#include <QtWidgets/QDialog>
#include <QtWidgets/QFileDialog>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLayout>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QMessageBox>
#include <QtWidgets/QPushButton>

#include <algorithm>
#include <ctime>
#include <functional>

using namespace broadcaster;
using namespace Qt::Literals::StringLiterals;

class DialogPromptsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void asksAndIsAnswered_data();
    void asksAndIsAnswered();
    void returnDestroysNothing_data();
    void returnDestroysNothing();
    void namesAreNoHtml();
    void newKeyIsAskedFor();
    void newKeyNeedsAValidProject_data();
    void newKeyNeedsAValidProject();
    void newKeyCanBeCancelled();
    void knownProjectsAreSuggested();
    void typedProjectNeedsNoSuggestion();
    void tenThousandProjectsAreSuggestedAtOnce();
    void descriptionsAreBounded();
    void issuedKeyIsShownAndCopied();
    void urlWithKeyIsCopied();
    void withoutAnAddressThereIsNoUrl();
    void issuedKeyDoesNotCloseByAccident();
    void issuedKeyLeavesTheDialog();
    void savesUnderTheChosenName_data();
    void savesUnderTheChosenName();
    void opensAFile();

private:
    /// Calls each step with the dialog in front, one after the other, as soon as one is open.
    void inDialogs(QList<std::function<void(QWidget *)>> steps);

    DialogPrompts m_prompts;
};

namespace {

template <typename T>
T *child(QWidget *parent, const QString &name)
{
    T *found = parent->findChild<T *>(name);
    Q_ASSERT(found != nullptr);
    return found;
}

void click(QWidget *dialog, const QString &name)
{
    child<QPushButton>(dialog, name)->click();
}

IssuedApiKey issued()
{
    ApiKeyInfo info;
    info.project = *ProjectId::fromUtf8("shop");
    info.keyPrefix = u"sa_live_0123"_s;
    return { info, ApiKey("sa_live_0123456789abcdef") };
}

const Prompts::Question Revoke { u"Revoke the key?"_s, u"3 connections."_s, u"Revoke"_s, true, {} };

} // namespace

void DialogPromptsTest::inDialogs(QList<std::function<void(QWidget *)>> steps)
{
    // Not one repeating timer: it is silent while a dialog that its own slot opened is open.
    QTimer::singleShot(0, this, [this, steps]() mutable {
        QWidget *dialog = QApplication::activeModalWidget();
        if (dialog == nullptr || !dialog->isVisible()) {
            inDialogs(steps);
            return;
        }
        QApplication::setActiveWindow(dialog);
        const std::function<void(QWidget *)> step = steps.takeFirst();
        if (!steps.isEmpty())
            inDialogs(steps);
        step(dialog);
        // A failed step would leave its dialog open for ever.
        if (auto *left = qobject_cast<QDialog *>(QApplication::activeModalWidget());
            left != nullptr && QTest::currentTestFailed())
            left->done(QDialog::Rejected);
    });
}

void DialogPromptsTest::asksAndIsAnswered_data()
{
    QTest::addColumn<QString>("button");
    QTest::addColumn<bool>("check");
    QTest::addColumn<bool>("yes");
    QTest::addColumn<bool>("dontAskAgain");
    QTest::newRow("yes") << u"yes"_s << false << true << false;
    QTest::newRow("yes, always") << u"yes"_s << true << true << true;
    QTest::newRow("no") << u"cancel"_s << false << false << false;
    QTest::newRow("no is not remembered") << u"cancel"_s << true << false << false;
}

void DialogPromptsTest::asksAndIsAnswered()
{
    QFETCH(QString, button);
    QFETCH(bool, check);
    QString shown;
    inDialogs({ [&](QWidget *dialog) {
        auto *box = qobject_cast<QMessageBox *>(dialog);
        shown = box->text() + box->informativeText();
        QCOMPARE(box->windowTitle(), u"Broadcaster"_s);
        // There is no icon, so the text begins where the buttons' row does.
        const auto *text = child<QLabel>(dialog, u"qt_msgbox_label"_s);
        QCOMPARE(text->x(), box->layout()->contentsMargins().left());
        child<QCheckBox>(dialog, u"dontAskAgain"_s)->setChecked(check);
        QVERIFY(!child<QPushButton>(dialog, u"yes"_s)->accessibleName().isEmpty());
        click(dialog, button);
    } });
    const Prompts::Answer answer = m_prompts.ask(
        nullptr, { u"Close the window?"_s, u"3 clients."_s, u"Close"_s, false, u"Don't ask"_s });
    QCOMPARE(shown, u"Close the window?3 clients."_s);
    QTEST(answer.yes, "yes");
    QTEST(answer.dontAskAgain, "dontAskAgain");
}

void DialogPromptsTest::returnDestroysNothing_data()
{
    QTest::addColumn<bool>("isDestructive");
    QTest::addColumn<int>("key");
    QTest::addColumn<bool>("yes");
    QTest::newRow("destructive, Return") << true << int(Qt::Key_Return) << false;
    QTest::newRow("destructive, Escape") << true << int(Qt::Key_Escape) << false;
    QTest::newRow("harmless, Return") << false << int(Qt::Key_Return) << true;
    QTest::newRow("harmless, Escape") << false << int(Qt::Key_Escape) << false;
}

void DialogPromptsTest::returnDestroysNothing()
{
    QFETCH(bool, isDestructive);
    QFETCH(int, key);
    Prompts::Question question = Revoke;
    question.isDestructive = isDestructive;
    inDialogs({ [key](QWidget *dialog) { QTest::keyClick(dialog, static_cast<Qt::Key>(key)); } });
    QTEST(m_prompts.ask(nullptr, question).yes, "yes");
}

void DialogPromptsTest::namesAreNoHtml()
{
    inDialogs({ [](QWidget *dialog) {
        for (const QLabel *label : dialog->findChildren<QLabel *>()) {
            if (label->text().contains(u"<b>"_s))
                QCOMPARE(label->textFormat(), Qt::PlainText);
        }
        click(dialog, u"cancel"_s);
    } });
    QVERIFY(!m_prompts.ask(nullptr, { u"Revoke <b>?"_s, u"<b>"_s, u"Yes"_s, true, {} }).yes);
}

void DialogPromptsTest::newKeyIsAskedFor()
{
    inDialogs({ [](QWidget *dialog) {
        auto *project = child<QLineEdit>(dialog, u"project"_s);
        QCOMPARE(project->text(), u"shop"_s);
        QVERIFY(child<QLineEdit>(dialog, u"description"_s)->hasFocus());
        QTest::keyClicks(child<QLineEdit>(dialog, u"description"_s), u"Web shop"_s);
        QTest::keyClick(dialog, Qt::Key_Return);
    } });
    const std::optional<Prompts::KeyRequest> request = m_prompts.newKey(nullptr, u"shop"_s, {});
    QVERIFY(request.has_value());
    QCOMPARE(request->project, u"shop"_s);
    QCOMPARE(request->description, u"Web shop"_s);
}

void DialogPromptsTest::newKeyNeedsAValidProject_data()
{
    QTest::addColumn<QString>("project");
    QTest::addColumn<QString>("fault");
    QTest::addColumn<bool>("isAccepted");
    QTest::newRow("empty") << QString() << u"Name the project"_s << false;
    QTest::newRow("most") << QString(256, u'x') << QString() << true;
    QTest::newRow("too long") << QString(257, u'x') << u"257 bytes"_s << false;
    QTest::newRow("too long in UTF-8") << QString(129, u'ä') << u"258 bytes"_s << false;
    QTest::newRow("control character") << u"a\u0007b"_s << u"control character"_s << false;
    QTest::newRow("space at the end") << u"shop "_s << u"space"_s << true;
    QTest::newRow("fine") << u"Läden 2"_s << QString() << true;
}

void DialogPromptsTest::newKeyNeedsAValidProject()
{
    QFETCH(QString, project);
    QFETCH(QString, fault);
    QFETCH(bool, isAccepted);
    inDialogs({ [&](QWidget *dialog) {
        child<QLineEdit>(dialog, u"project"_s)->setText(project);
        auto *said = child<QLabel>(dialog, u"projectFault"_s);
        if (!project.isEmpty())
            QCOMPARE(said->isVisible(), !fault.isEmpty());
        if (isAccepted) {
            QVERIFY2(said->text().contains(fault), qPrintable(said->text()));
            click(dialog, u"cancel"_s);
            return;
        }
        click(dialog, u"issue"_s);
        QVERIFY(dialog->isVisible());
        QVERIFY(said->isVisible());
        QVERIFY2(said->text().contains(fault), qPrintable(said->text()));
        QVERIFY(child<QLineEdit>(dialog, u"project"_s)->property(InvalidProperty).toBool());
        child<QLineEdit>(dialog, u"project"_s)->setText(u"shop"_s);
        QVERIFY(!said->isVisible());
        click(dialog, u"cancel"_s);
    } });
    QVERIFY(!m_prompts.newKey(nullptr, {}, {}).has_value());
}

void DialogPromptsTest::newKeyCanBeCancelled()
{
    inDialogs({ [](QWidget *dialog) { QTest::keyClick(dialog, Qt::Key_Escape); } });
    QVERIFY(!m_prompts.newKey(nullptr, u"shop"_s, {}).has_value());
}

void DialogPromptsTest::knownProjectsAreSuggested()
{
    inDialogs({ [](QWidget *dialog) {
        auto *project = child<QLineEdit>(dialog, u"project"_s);
        QAbstractItemView *list = project->completer()->popup();
        QVERIFY(!list->isVisible());
        QTest::keyClick(project, Qt::Key_Down);
        QVERIFY(list->isVisible());
        QCOMPARE(list->model()->rowCount(), 3);
        QVERIFY(list->mapToGlobal(QPoint()).y() >= project->mapToGlobal(QPoint()).y());
        QTest::keyClick(list, Qt::Key_Escape);
        QVERIFY(!list->isVisible());
        QVERIFY(dialog->isVisible());
        QTest::keyClicks(project, u"SHOP"_s); // Any part, any case.
        QVERIFY(list->isVisible());
        QCOMPARE(list->model()->rowCount(), 2);
        QTest::keyClick(list, Qt::Key_Down);
        QTest::keyClick(list, Qt::Key_Down);
        QTest::keyClick(list, Qt::Key_Return);
        QCOMPARE(project->text(), u"web-shop"_s);
        QTest::keyClick(project, Qt::Key_Return);
    } });
    const auto request = m_prompts.newKey(
        nullptr, {}, { u"Shop"_s, u"web-shop"_s, u"\u0645\u062a\u062c\u0631"_s });
    QVERIFY(request.has_value());
    QCOMPARE(request->project, u"web-shop"_s);
}

void DialogPromptsTest::typedProjectNeedsNoSuggestion()
{
    inDialogs({ [](QWidget *dialog) {
        auto *project = child<QLineEdit>(dialog, u"project"_s);
        QTest::keyClicks(project, u"shop"_s);
        QAbstractItemView *list = project->completer()->popup();
        QVERIFY(list->isVisible());
        QTest::keyClick(list, Qt::Key_Return);
        QTRY_VERIFY(!dialog->isVisible());
    } });
    const auto request = m_prompts.newKey(nullptr, {}, { u"shop 2"_s, u"web-shop"_s });
    QVERIFY(request.has_value());
    QCOMPARE(request->project, u"shop"_s);
}

void DialogPromptsTest::tenThousandProjectsAreSuggestedAtOnce()
{
    QStringList names;
    for (int i = 0; i < limits::MaxListedProjects; ++i)
        names.append(u"project %1 %2"_s.arg(i).arg(QString(200, u'x')));
    qint64 longest = 0;
    inDialogs({ [&longest](QWidget *dialog) {
        auto *project = child<QLineEdit>(dialog, u"project"_s);
        for (const char key :
            { 'p', 'r', 'o', 'j', '\b', 'j', 'e', 'c', 't', ' ', '9', '9', '9' }) {
            const std::clock_t before = std::clock(); // Time of this process: others may be busy.
            if (key == '\b')
                QTest::keyClick(project, Qt::Key_Backspace);
            else
                QTest::keyClick(project, key);
            QCoreApplication::processEvents();
            longest = std::max<qint64>(longest, (std::clock() - before) * 1000 / CLOCKS_PER_SEC);
        }
        QCOMPARE(project->completer()->popup()->model()->rowCount(), 11);
        project->completer()->popup()->hide();
        project->setText(QString(400, u'x'));
        QVERIFY(child<QLabel>(dialog, u"projectFault"_s)->isVisible());
        click(dialog, u"cancel"_s);
    } });
    QVERIFY(!m_prompts.newKey(nullptr, {}, names).has_value());
    qInfo("longest key: %lld ms", static_cast<long long>(longest));
    QVERIFY(longest < 500); // For a debug build; a release build takes a tenth of it.
}

void DialogPromptsTest::descriptionsAreBounded()
{
    inDialogs({ [](QWidget *dialog) {
        child<QLineEdit>(dialog, u"description"_s)->insert(QString(2000, u'x'));
        click(dialog, u"issue"_s);
    } });
    QCOMPARE(
        m_prompts.newKey(nullptr, u"shop"_s, {})->description.size(), limits::MaxDescriptionLength);
}

void DialogPromptsTest::issuedKeyIsShownAndCopied()
{
    inDialogs({ [](QWidget *dialog) {
        auto *key = child<CopyField>(dialog, u"key"_s);
        QCOMPARE(key->text(), u"sa_live_0123456789abcdef"_s);
        QVERIFY(child<QLineEdit>(key, u"copyText"_s)->isReadOnly());
        QVERIFY(child<QLabel>(dialog, u"onlyNow"_s)->text().contains(u"cannot be shown again"_s));
        QVERIFY(child<ElidedLabel>(dialog, u"title"_s)->text().contains(u"shop"_s));
        QVERIFY(child<QLabel>(dialog, u"usage"_s)->text().contains(u"x\u2011api\u2011key"_s));
        auto *copy = child<QPushButton>(key, u"copy"_s);
        copy->click();
        QCOMPARE(copy->text(), u"Copied"_s);
        click(dialog, u"stored"_s);
    } });
    m_prompts.showIssuedKey(nullptr, issued(), u"wss://[::1]:8787"_s);
    QCOMPARE(QGuiApplication::clipboard()->text(), u"sa_live_0123456789abcdef"_s);
}

void DialogPromptsTest::urlWithKeyIsCopied()
{
    QString left = u"unknown"_s;
    inDialogs({ [&](QWidget *dialog) {
        auto *url = child<CopyField>(dialog, u"url"_s);
        QVERIFY(url->isVisible());
        auto *copy = child<QPushButton>(url, u"copy"_s);
        QCOMPARE(copy->text(), u"Copy URL with key"_s);
        QCOMPARE(copy->accessibleName(), u"Copy URL with key"_s);
        QVERIFY(copy->toolTip().contains(u"contains the key"_s));
        child<QComboBox>(dialog, u"urlType"_s)->setCurrentText(u"data-agent"_s);
        copy->click();
        QCOMPARE(copy->text(), u"Copied"_s);
        connect(qobject_cast<QDialog *>(dialog), &QDialog::finished, this,
            [&left, url] { left = url->text(); });
        click(dialog, u"stored"_s);
    } });
    IssuedApiKey key = issued();
    key.info.project = *ProjectId::fromUtf8("my shop & co");
    m_prompts.showIssuedKey(nullptr, key, u"wss://0.0.0.0:8787"_s);
    QCOMPARE(QGuiApplication::clipboard()->text(),
        u"wss://127.0.0.1:8787/websocket?projectId=my%20shop%20%26%20co&type=data-agent"
        "&apiKey=sa_live_0123456789abcdef"_s);
    QCOMPARE(left, QString());
}

void DialogPromptsTest::withoutAnAddressThereIsNoUrl()
{
    inDialogs({ [](QWidget *dialog) {
        QVERIFY(!child<CopyField>(dialog, u"url"_s)->isVisible());
        QVERIFY(!child<QComboBox>(dialog, u"urlType"_s)->isVisible());
        click(dialog, u"stored"_s);
    } });
    m_prompts.showIssuedKey(nullptr, issued(), {});
}

void DialogPromptsTest::issuedKeyDoesNotCloseByAccident()
{
    QStringList seen;
    const auto note = [&seen](QWidget *dialog) { seen.append(dialog->objectName()); };
    inDialogs({ [&](QWidget *dialog) {
                   note(dialog);
                   QTest::keyClick(dialog, Qt::Key_Return);
                   QVERIFY(dialog->isVisible());
                   QTest::keyClick(dialog, Qt::Key_Escape); // Asks, and waits for the answer.
               },
        [&](QWidget *question) {
            note(question);
            QTest::keyClick(question, Qt::Key_Return); // Cancel.
        },
        [&](QWidget *dialog) {
            note(dialog);
            dialog->close();
        },
        [&](QWidget *question) {
            note(question);
            click(question, u"yes"_s);
        } });
    m_prompts.showIssuedKey(nullptr, issued(), u"wss://[::1]:8787"_s);
    QCOMPARE(seen, (QStringList { u"issuedKey"_s, u"question"_s, u"issuedKey"_s, u"question"_s }));
}

void DialogPromptsTest::issuedKeyLeavesTheDialog()
{
    QString left = u"unknown"_s;
    inDialogs({ [&](QWidget *dialog) {
        auto *key = child<CopyField>(dialog, u"key"_s);
        connect(qobject_cast<QDialog *>(dialog), &QDialog::finished, this,
            [&left, key] { left = key->text(); });
        click(dialog, u"stored"_s);
    } });
    m_prompts.showIssuedKey(nullptr, issued(), u"wss://[::1]:8787"_s);
    QCOMPARE(left, QString());
}

void DialogPromptsTest::savesUnderTheChosenName_data()
{
    using Kind = ExportFormat;
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("expected");
    QTest::addColumn<Kind>("kind");
    QTest::newRow("as offered") << QString() << u"traffic.jsonl"_s << Kind::JsonLines;
    QTest::newRow("no suffix") << u"mine"_s << u"mine.jsonl"_s << Kind::JsonLines;
    QTest::newRow("the other suffix") << u"mine.csv"_s << u"mine.csv"_s << Kind::Csv;
    QTest::newRow("in capitals") << u"mine.CSV"_s << u"mine.CSV"_s << Kind::Csv;
    QTest::newRow("a third suffix") << u"mine.txt"_s << u"mine.txt"_s << Kind::JsonLines;
}

void DialogPromptsTest::savesUnderTheChosenName()
{
    QFETCH(QString, typed);
    QFETCH(QString, expected);
    QFETCH(ExportFormat, kind);
    const QTemporaryDir folder;
    inDialogs({ [&](QWidget *widget) {
        auto *dialog = qobject_cast<QFileDialog *>(widget);
        dialog->setDirectory(folder.path());
        if (!typed.isEmpty())
            child<QLineEdit>(dialog, u"fileNameEdit"_s)->setText(typed);
        static_cast<QDialog *>(dialog)->accept();
    } });
    const std::optional<Prompts::File> file = m_prompts.fileToSave(
        nullptr, u"Export"_s, u"traffic.jsonl"_s, { ExportFormat::JsonLines, ExportFormat::Csv });
    QVERIFY(file.has_value());
    QCOMPARE(file->path, folder.filePath(expected));
    QCOMPARE(file->kind, kind);

    inDialogs({ [](QWidget *dialog) { QTest::keyClick(dialog, Qt::Key_Escape); } });
    QVERIFY(!m_prompts.fileToSave(nullptr, u"Export"_s, u"x.csv"_s, { ExportFormat::Csv }));
}

void DialogPromptsTest::opensAFile()
{
    const QTemporaryDir folder;
    QFile file(folder.filePath(u"saved.jsonl"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.close();
    inDialogs({ [&](QWidget *widget) {
        child<QLineEdit>(widget, u"fileNameEdit"_s)->setText(file.fileName());
        qobject_cast<QDialog *>(widget)->accept();
    } });
    QCOMPARE(m_prompts.fileToOpen(nullptr, u"Open"_s, u"Any (*)"_s), file.fileName());
    inDialogs({ [](QWidget *dialog) { QTest::keyClick(dialog, Qt::Key_Escape); } });
    QVERIFY(m_prompts.fileToOpen(nullptr, u"Open"_s, u"Any (*)"_s).isEmpty());
}

QTEST_MAIN(DialogPromptsTest)
#include "tst_dialogprompts.moc"
