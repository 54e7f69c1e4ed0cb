// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtWidgets/QLineEdit>

class QCompleter;

namespace broadcaster {

/// The name of a project. Suggests known names that contain the text, ignoring case; Down lists
/// them, all of them while there is no text.
class ProjectEdit final : public QLineEdit {
    Q_OBJECT

public:
    ProjectEdit(const QString &text, const QStringList &projects, QWidget *parent);

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    QCompleter *m_known;
};

} // namespace broadcaster
