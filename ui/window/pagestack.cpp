// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/window/pagestack.h"

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

PageStack::PageStack(const QList<PageEntry> &pages, QWidget *parent)
    : QStackedWidget(parent)
    , m_pages(pages)
    , m_statuses(pages.size())
{
    setObjectName(u"pageStack"_s);
    for (const PageEntry &entry : m_pages) {
        const int number = addWidget(entry.page);
        entry.page->setWindowTitle(entry.title);
        connect(entry.page, &Page::statusChanged, this, [this, number](const QString &status) {
            m_statuses[number] = status;
            if (number == currentIndex())
                Q_EMIT statusChanged(status);
        });
    }
}

Page *PageStack::currentPage() const
{
    return m_pages[currentIndex()].page;
}

void PageStack::showPage(int page)
{
    setCurrentIndex(page);
    Q_EMIT statusChanged(status());
    currentPage()->refresh();
}

int PageStack::showFilter(const QString &filter)
{
    int shown = currentIndex();
    for (int i = 0; i < m_pages.size(); ++i) {
        if (!m_pages[i].showsTraffic)
            continue;
        m_pages[i].page->showFilter(filter);
        shown = i;
    }
    return shown;
}

void PageStack::openFile(const QString &path)
{
    for (const PageEntry &entry : m_pages) {
        if (entry.showsTraffic)
            entry.page->openFile(path);
    }
}

void PageStack::setScope(const ProjectId &project)
{
    for (const PageEntry &entry : m_pages)
        entry.page->setScope(project);
}

void PageStack::setLinked(bool isLinked)
{
    for (const PageEntry &entry : m_pages)
        entry.page->setEnabled(isLinked || entry.isOfKept);
}

QStringList PageStack::unsaved() const
{
    return sentences(&Page::unsaved);
}

QStringList PageStack::captured() const
{
    return sentences(&Page::captured);
}

QStringList PageStack::sentences(QString (Page::*of)() const) const
{
    QStringList all;
    for (const PageEntry &entry : m_pages)
        all.append((entry.page->*of)());
    all.removeAll(QString());
    return all;
}

int PageStack::restore(const UiSettings &settings)
{
    int shown = 0;
    for (int i = 0; i < m_pages.size(); ++i) {
        m_pages[i].page->restore(settings);
        if (m_pages[i].page->objectName() == settings.page)
            shown = i;
    }
    return shown;
}

void PageStack::save(UiSettings &settings) const
{
    settings.page = currentPage()->objectName();
    for (const PageEntry &entry : m_pages)
        entry.page->save(settings);
}

} // namespace broadcaster
