// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/server/configsection.h"

class QCheckBox;
class QLineEdit;

namespace broadcaster {

class CopyField;
class Note;

/// The service key: whether there is one, and a new one. The present key is never shown.
class KeySection final : public ConfigSection {
    Q_OBJECT

public:
    explicit KeySection(QWidget *parent = nullptr);

    void showConfig(const BrokerConfig &config) override;
    void revert(const BrokerConfig &config) override;
    void collect(BrokerConfig &draft) const override;
    [[nodiscard]] QString problem() const override;
    bool showError(const Error &error) override;
    void clearError() override;

private:
    void generate();
    void edit();
    void showNotes();
    [[nodiscard]] QByteArray typed() const;

    bool m_isSet = false;
    Note *m_state;
    QLineEdit *m_edit;
    QCheckBox *m_remove;
    CopyField *m_generated;
    Note *m_note;
};

} // namespace broadcaster
