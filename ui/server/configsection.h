// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/options.h"
#include "server/api/result.h"

#include <QtWidgets/QWidget>

class QVBoxLayout;

namespace broadcaster {

class OptionField;

/// A part of the Server page: a headline, and a list of fields that are made from the rows of
/// options.
class ConfigSection : public QWidget {
    Q_OBJECT

public:
    ConfigSection(const QString &title, const QString &text, QWidget *parent = nullptr);

    /// Adds a field for each option of the topic that the window shows.
    void addFields(OptionTopic topic);

    /// Shows the broker's present configuration. Keeps the user's changes.
    virtual void showConfig(const BrokerConfig &config);
    /// The same, but discards the user's changes.
    virtual void revert(const BrokerConfig &config);
    /// Writes the valid fields of this section.
    virtual void collect(BrokerConfig &draft) const;
    /// Null when all are valid.
    [[nodiscard]] virtual QString problem() const;
    /// Shows the broker's refusal, if it is about a field of this section.
    virtual bool showError(const Error &error);
    virtual void clearError();

Q_SIGNALS:
    void edited();

protected:
    [[nodiscard]] QVBoxLayout *rows() const { return m_rows; }
    /// The field of an option. REQUIRES: addFields() has made it, as a T.
    template <typename T>
    [[nodiscard]] T *field(QStringView option) const
    {
        return qobject_cast<T *>(find(option));
    }

private:
    [[nodiscard]] OptionField *find(QStringView option) const;

    QVBoxLayout *m_rows;
    QList<OptionField *> m_fields;
};

} // namespace broadcaster
