// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/prompts/fielddialog.h"

#include "ui/theme/style.h"

#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPushButton>

using namespace broadcaster;
using namespace Qt::Literals::StringLiterals;

namespace {

/// Wants a text that begins with the letter of the test, and warns of long ones.
class LetterDialog final : public FieldDialog {
public:
    explicit LetterDialog(const QChar &letter)
        : FieldDialog(u"word"_s, { u"A word"_s, u"The &word"_s, u"Take"_s }, nullptr)
    {
        auto *above = new QLabel(u"above"_s, this);
        addAbove(above);
        auto *below = new QLabel(u"below"_s, this);
        addBelow(below);
        m_above = above;
        m_below = below;
        begin(u"abc"_s, [&letter](const QString &text) -> Verdict {
            if (text.isEmpty())
                return { Verdict::Kind::Fault, {} };
            if (!text.startsWith(letter))
                return {
                    Verdict::Kind::Fault,
                    u"It begins with another letter, which is explained at such a length that the "
                    "words need several lines in a dialog of the usual width, as wide as it is."_s
                };
            if (text.size() > 5)
                return { Verdict::Kind::Warning, u"long"_s };
            return {};
        });
    }

    [[nodiscard]] QWidget &above() { return *m_above; }
    [[nodiscard]] QWidget &below() { return *m_below; }

private:
    QWidget *m_above = nullptr;
    QWidget *m_below = nullptr;
};

} // namespace

class FieldDialogTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_dialog.reset(); }
    void beginsWithTheSelectedText();
    void refusesFaults();
    void checksOnceMore();
    void takesAText_data();
    void takesAText();
    void ordersItsRows();

private:
    [[nodiscard]] QLineEdit &field() { return *m_dialog->findChild<QLineEdit *>(u"word"_s); }
    [[nodiscard]] QLabel &fault() { return *m_dialog->findChild<QLabel *>(u"wordFault"_s); }
    [[nodiscard]] QPushButton &button()
    {
        return *m_dialog->findChild<QPushButton *>(u"wordAccept"_s);
    }

    QChar m_letter;
    std::unique_ptr<LetterDialog> m_dialog;
};

void FieldDialogTest::init()
{
    m_letter = u'a';
    m_dialog = std::make_unique<LetterDialog>(m_letter);
    m_dialog->open();
    QVERIFY(QTest::qWaitForWindowActive(m_dialog.get()));
}

void FieldDialogTest::beginsWithTheSelectedText()
{
    QVERIFY(field().hasFocus());
    QCOMPARE(field().selectedText(), u"abc"_s);
    QCOMPARE(field().accessibleName(), u"The word"_s);
    QVERIFY(button().isEnabled());
    QVERIFY(!fault().isVisible());
}

void FieldDialogTest::refusesFaults()
{
    QSignalSpy accepted(m_dialog.get(), &QDialog::accepted);
    QTest::keyClicks(&field(), u"b"_s);
    QVERIFY(fault().isVisible());
    QVERIFY(!button().isEnabled());
    QCOMPARE(field().accessibleDescription(), fault().text());
    QVERIFY(field().property(InvalidProperty).toBool());
    QTRY_VERIFY(fault().height() >= fault().heightForWidth(fault().width())); // No line is cut.
    QTest::keyClick(&field(), Qt::Key_Return);
    m_dialog->accept();
    QVERIFY(m_dialog->isVisible());
    QCOMPARE(accepted.size(), 0);

    field().clear(); // A fault that needs no words.
    QVERIFY(!fault().isVisible());
    QVERIFY(!button().isEnabled());
    QVERIFY(!field().property(InvalidProperty).toBool());
    QTest::keyClick(&field(), Qt::Key_Escape);
    QVERIFY(!m_dialog->isVisible());
    QCOMPARE(accepted.size(), 0);
}

void FieldDialogTest::checksOnceMore()
{
    m_letter = u'x';
    QVERIFY(button().isEnabled()); // Nobody has told the dialog.
    button().click();
    QVERIFY(m_dialog->isVisible());
    QVERIFY(fault().isVisible());
}

void FieldDialogTest::takesAText_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("warns");
    QTest::newRow("good") << u"ab"_s << false;
    QTest::newRow("with a warning") << u"abcdef"_s << true;
}

void FieldDialogTest::takesAText()
{
    QFETCH(QString, text);
    QFETCH(bool, warns);
    QSignalSpy accepted(m_dialog.get(), &QDialog::accepted);
    QTest::keyClicks(&field(), text);
    QCOMPARE(fault().isVisible(), warns);
    QVERIFY(!field().property(InvalidProperty).toBool());
    QTest::keyClick(&field(), Qt::Key_Return);
    QCOMPARE(accepted.size(), 1);
    QCOMPARE(m_dialog->text(), text);
}

void FieldDialogTest::ordersItsRows()
{
    QTest::keyClicks(&field(), u"b"_s);
    int bottom = 0;
    for (const QWidget *row : std::initializer_list<const QWidget *> {
             &m_dialog->above(), &field(), &fault(), &m_dialog->below(), &button() }) {
        const int top = row->mapTo(m_dialog.get(), QPoint()).y();
        QVERIFY(top >= bottom);
        bottom = top + row->height();
    }
}

QTEST_MAIN(FieldDialogTest)
#include "tst_fielddialog.moc"
