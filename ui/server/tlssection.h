// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/console.h"
#include "ui/server/configsection.h"

class QPushButton;

namespace broadcaster {

class LineField;
class Note;
class Prompts;

/// The certificate and its key: the files, the certificate in use, and a button to read them again.
class TlsSection final : public ConfigSection {
    Q_OBJECT

public:
    explicit TlsSection(Prompts &prompts, QWidget *parent = nullptr);

    void showConfig(const BrokerConfig &config) override;
    void revert(const BrokerConfig &config) override;
    [[nodiscard]] QString problem() const override;
    bool showError(const Error &error) override;
    void clearError() override;

    void showOverview(BrokerState state, const BrokerOverview &overview);
    void showReloaded(const Result<Done> &result);
    /// Keeps the user from having the files read again.
    void setReloadObstacle(Obstacle obstacle);
    /// Whether the files are on this machine, so that they can be chosen.
    void setFilesHere(bool areHere);

Q_SIGNALS:
    /// The files in use are to be read again.
    void reloadWanted();

private:
    void choose(LineField &field);
    void showNote();
    [[nodiscard]] QString pairProblem() const;
    void showState();

    Prompts &m_prompts;
    bool m_isSet = false; ///< Set in the configuration that the broker runs with.
    bool m_listens = false;
    bool m_reloadFailed = false;
    Obstacle m_obstacle = Obstacle::None; ///< To reading the files again.
    std::optional<CertificateInfo> m_shown;
    QString m_refused;
    Note *m_state;
    QPushButton *m_reload;
    Note *m_reloaded;
    LineField *m_certificate;
    LineField *m_key;
    Note *m_note;
};

} // namespace broadcaster
