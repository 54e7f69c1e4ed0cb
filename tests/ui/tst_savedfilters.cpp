// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/filter/savedfiltersbar.h"

#include "ui/filter/filterbox.h"

#include <QtGui/QAction>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
#include <QtWidgets/QApplication>
#include <QtWidgets/QDialog>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QMenu>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QToolButton>
#include <QtWidgets/QVBoxLayout>

using namespace broadcaster;
using namespace Qt::Literals::StringLiterals;

class SavedFiltersTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void settingsKeepThem_data();
    void settingsKeepThem();
    void isHiddenWithoutFilters();
    void savesThePresentFilter();
    void replacesAfterAWarning();
    void saysWhyItCannotBeSaved_data();
    void saysWhyItCannotBeSaved();
    void aClickSetsAndClears();
    void renamesMovesAndDeletes();
    void putsTheRestIntoAMenu();

private:
    template <typename T>
    [[nodiscard]] T *find(const QString &name) const
    {
        return m_window->findChild<T *>(name);
    }
    [[nodiscard]] QToolButton *button(int number) const
    {
        for (QToolButton *each :
            m_bar->findChildren<QToolButton *>(u"savedFilter%1"_s.arg(number))) {
            if (each->isVisible())
                return each;
        }
        return nullptr;
    }
    void saveAs(const QString &name)
    {
        m_bar->saveAction().trigger();
        auto *dialog = find<QDialog>(u"saveFilter"_s);
        dialog->findChild<QLineEdit *>()->setText(name);
        dialog->findChild<QPushButton *>(u"filterNameAccept"_s)->click();
        QTRY_VERIFY(!find<QDialog>(u"saveFilter"_s));
    }
    void choose(int number, const QString &action)
    {
        Q_EMIT button(number)->customContextMenuRequested({});
        auto *menu = find<QMenu>(u"savedFilterMenu"_s);
        menu->findChild<QAction *>(action)->trigger();
        menu->close();
        QTRY_VERIFY(!find<QMenu>(u"savedFilterMenu"_s));
    }
    [[nodiscard]] QStringList names() const
    {
        QStringList all;
        for (const SavedFilter &each : m_bar->filters())
            all.append(each.name);
        return all;
    }

    std::unique_ptr<QWidget> m_window;
    FilterBox *m_box = nullptr;
    SavedFiltersBar *m_bar = nullptr;
};

namespace {

QList<SavedFilter> some(int count)
{
    QList<SavedFilter> filters;
    for (int i = 0; i < count; ++i)
        filters.append({ u"filter %1"_s.arg(i), u"size > %1"_s.arg(i) });
    return filters;
}

} // namespace

void SavedFiltersTest::init()
{
    m_window = std::make_unique<QWidget>();
    auto *rows = new QVBoxLayout(m_window.get());
    m_box = new FilterBox(m_window.get());
    m_bar = new SavedFiltersBar(*m_box, m_window.get());
    rows->addWidget(m_box);
    rows->addWidget(m_bar);
    m_window->resize(900, 200);
    m_window->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
}

void SavedFiltersTest::cleanup()
{
    m_window.reset();
}

void SavedFiltersTest::settingsKeepThem_data()
{
    QTest::addColumn<QStringList>("lines");
    QTest::addColumn<int>("count");
    QTest::newRow("none") << QStringList() << 0;
    QTest::newRow("usual") << savedFilterLines(some(3)) << 3;
    QTest::newRow("full") << savedFilterLines(some(MaxSavedFilters)) << int(MaxSavedFilters);
    QTest::newRow("too many") << savedFilterLines(some(MaxSavedFilters + 1))
                              << int(MaxSavedFilters);
    QTest::newRow("odd lines") << QStringList { u"a"_s, u"\tb"_s, u"c\t"_s, u"d\te\tf"_s } << 1;
    QTest::newRow("long name") << QStringList { QString(41, u'x') + u"\ta"_s } << 0;
    QTest::newRow("long filter") << QStringList { u"a\t"_s + QString(4001, u'x') } << 0;
}

void SavedFiltersTest::settingsKeepThem()
{
    QFETCH(QStringList, lines);
    QFETCH(int, count);
    const QList<SavedFilter> filters = savedFiltersOf(lines);
    QCOMPARE(filters.size(), count);
    QCOMPARE(savedFiltersOf(savedFilterLines(filters)), filters);
}

void SavedFiltersTest::isHiddenWithoutFilters()
{
    QVERIFY(m_bar->isHidden());
    QVERIFY(!m_bar->saveAction().isEnabled());
    m_box->setFilterText(u"a"_s);
    QVERIFY(m_bar->saveAction().isEnabled());
    QVERIFY(find<QToolButton>(u"filterSave"_s)->isVisible());
    m_box->setFilterText(u"size >"_s); // The last valid filter stays, and can be saved.
    QVERIFY(m_bar->saveAction().isEnabled());
}

void SavedFiltersTest::savesThePresentFilter()
{
    QSignalSpy changed(m_bar, &SavedFiltersBar::filtersChanged);
    m_box->setFilterText(u"type == \"error\""_s);
    find<QToolButton>(u"filterSave"_s)->click();
    auto *dialog = find<QDialog>(u"saveFilter"_s);
    auto *save = dialog->findChild<QPushButton *>(u"filterNameAccept"_s);
    QVERIFY(!save->isEnabled()); // It needs a name.
    dialog->findChild<QLineEdit *>()->setText(u"  errors\t& more "_s);
    save->click();
    QCOMPARE(
        m_bar->filters(), QList<SavedFilter>({ { u"errors & more"_s, u"type == \"error\""_s } }));
    QCOMPARE(changed.size(), 1);
    QVERIFY(m_bar->isVisible());
    QVERIFY(button(0)->isChecked());
    QCOMPARE(button(0)->accessibleName(), u"errors & more"_s);
    QCOMPARE(button(0)->text(), u"errors && more"_s);
    QCOMPARE(button(0)->toolTip(), u"type == \"error\""_s);
}

void SavedFiltersTest::replacesAfterAWarning()
{
    m_bar->setFilters(some(2));
    m_box->setFilterText(u"new"_s);
    m_bar->saveAction().trigger();
    auto *dialog = find<QDialog>(u"saveFilter"_s);
    dialog->findChild<QLineEdit *>()->setText(u"filter 0"_s);
    QVERIFY(dialog->findChild<QLabel *>(u"filterNameFault"_s)->text().startsWith(u"Replaces"_s));
    dialog->findChild<QPushButton *>(u"filterNameAccept"_s)->click();
    QCOMPARE(m_bar->filters().size(), 2);
    QCOMPARE(m_bar->filters()[0].filter, u"new"_s);
}

void SavedFiltersTest::saysWhyItCannotBeSaved_data()
{
    QTest::addColumn<int>("saved");
    QTest::addColumn<QString>("filter");
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("fault");
    QTest::newRow("full") << int(MaxSavedFilters) << u"a"_s << u"a"_s
                          << u"There are 30 saved filters already."_s;
    QTest::newRow("full, but it replaces one")
        << int(MaxSavedFilters) << u"a"_s << u"filter 3"_s << QString();
    QTest::newRow("too long") << 0 << u'"' + QString(4000, u'x') + u'"' << u"a"_s
                              << u"The filter is too long to be saved: it may have 4,000"_s;
}

void SavedFiltersTest::saysWhyItCannotBeSaved()
{
    QFETCH(int, saved);
    QFETCH(QString, filter);
    QFETCH(QString, name);
    QFETCH(QString, fault);
    m_bar->setFilters(some(saved));
    m_box->setFilterText(filter);
    m_bar->saveAction().trigger();
    auto *dialog = find<QDialog>(u"saveFilter"_s);
    dialog->findChild<QLineEdit *>()->setText(name);
    QCOMPARE(dialog->findChild<QPushButton *>(u"filterNameAccept"_s)->isEnabled(), fault.isEmpty());
    if (!fault.isEmpty())
        QVERIFY(dialog->findChild<QLabel *>(u"filterNameFault"_s)->text().startsWith(fault));
}

void SavedFiltersTest::aClickSetsAndClears()
{
    m_bar->setFilters(some(2));
    button(1)->click();
    QCOMPARE(m_box->filter().text(), u"size > 1"_s);
    QVERIFY(button(1)->isChecked());
    m_box->setFilterText(u"other"_s);
    QVERIFY(!button(1)->isChecked());
    button(0)->setFocus();
    QTest::keyClick(button(0), Qt::Key_Space);
    QCOMPARE(m_box->filter().text(), u"size > 0"_s);
    button(0)->click();
    QVERIFY(m_box->filter().isEmpty());
}

void SavedFiltersTest::renamesMovesAndDeletes()
{
    m_bar->setFilters(some(3));
    choose(0, u"moveFilterRight"_s);
    QCOMPARE(names(), QStringList({ u"filter 1"_s, u"filter 0"_s, u"filter 2"_s }));
    choose(2, u"moveFilterLeft"_s);
    QCOMPARE(names(), QStringList({ u"filter 1"_s, u"filter 2"_s, u"filter 0"_s }));
    choose(1, u"deleteFilter"_s);
    QCOMPARE(names(), QStringList({ u"filter 1"_s, u"filter 0"_s }));
    m_box->setFilterText(u"present"_s);
    choose(0, u"replaceFilter"_s);
    QCOMPARE(m_bar->filters()[0], SavedFilter({ u"filter 1"_s, u"present"_s }));
    choose(0, u"renameFilter"_s);
    auto *dialog = find<QDialog>(u"saveFilter"_s);
    auto *name = dialog->findChild<QLineEdit *>();
    auto *rename = dialog->findChild<QPushButton *>(u"filterNameAccept"_s);
    name->setText(u"filter 0"_s);
    QVERIFY(!rename->isEnabled());
    name->setText(u"other"_s);
    rename->click();
    QCOMPARE(names(), QStringList({ u"other"_s, u"filter 0"_s }));
}

void SavedFiltersTest::putsTheRestIntoAMenu()
{
    m_bar->setFilters(some(20));
    auto *more = find<QToolButton>(u"moreFilters"_s);
    auto *menu = find<QMenu>(u"moreFiltersMenu"_s);
    QTRY_VERIFY(more->isVisible());
    const auto shown = [this] {
        int count = 0;
        for (int i = 0; i < 20; ++i)
            count += button(i) ? 1 : 0;
        return count;
    };
    const int wide = shown();
    QVERIFY(wide > 2 && wide < 20);
    QCOMPARE(menu->actions().size(), 20 - wide);
    QVERIFY(more->geometry().right() <= m_bar->width());
    menu->actions().constLast()->trigger();
    QCOMPARE(m_box->filter().text(), u"size > 19"_s);
    QVERIFY(menu->actions().constLast()->isChecked());
    m_window->resize(400, 200);
    QTRY_VERIFY(shown() < wide);
    QCOMPARE(menu->actions().size(), 20 - shown());
    m_bar->setFilters(some(1));
    QVERIFY(!more->isVisible());
}

QTEST_MAIN(SavedFiltersTest)
#include "tst_savedfilters.moc"
