// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtWidgets/QWidget>

class QLabel;

namespace broadcaster {

/// A hairline, the section's name, and a sentence about it.
class SectionHeader final : public QWidget {
    Q_OBJECT

public:
    explicit SectionHeader(
        const QString &title, const QString &text = {}, QWidget *parent = nullptr);

protected:
    void changeEvent(QEvent *event) override;

private:
    void fitFonts();

    QLabel *m_title;
};

} // namespace broadcaster
