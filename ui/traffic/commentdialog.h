// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/prompts/fielddialog.h"

namespace broadcaster {

/// Asks for a comment on messages. An empty one removes it.
class CommentDialog final : public FieldDialog {
    Q_OBJECT

public:
    CommentDialog(const QString &present, int messages, QWidget *parent);

    [[nodiscard]] QByteArray comment() const; ///< UTF-8, on one line.
};

} // namespace broadcaster
