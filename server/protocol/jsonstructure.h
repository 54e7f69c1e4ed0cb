// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/QtGlobal>

#include <cstdint>
#include <memory>
#include <string_view>

namespace simdjson::internal {
class dom_parser_implementation;
}

namespace broadcaster {

/// Where the tokens of a JSON text begin: brackets, colons, commas, strings and other scalars, in
/// order. Found by simdjson's first stage, which checks UTF-8 and that strings end and hold no
/// control characters, and nothing else.
class StructuralIndex final {
public:
    enum class Status { Ok, InvalidUtf8, InvalidJson };

    StructuralIndex();
    ~StructuralIndex();
    Q_DISABLE_COPY_MOVE(StructuralIndex)

    [[nodiscard]] Status build(std::string_view text);
    /// Frees what an unusually large text needed. Invalidates positions().
    void giveBack();

    /// Valid until the next build() or giveBack(). REQUIRES: build() said Ok, so there is one.
    [[nodiscard]] const uint32_t *positions() const;
    [[nodiscard]] uint32_t count() const;

private:
    void makeRoom(std::size_t bytes);

    std::unique_ptr<simdjson::internal::dom_parser_implementation> m_parser;
    std::size_t m_capacity = 0;
};

} // namespace broadcaster
