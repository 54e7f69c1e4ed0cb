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

/// Start of each token of a JSON text: brackets, colons, commas, strings and other scalars, in
/// order. Found by simdjson's first stage, which only checks UTF-8 and that strings end and hold no
/// control characters.
class StructuralIndex final {
public:
    StructuralIndex();
    ~StructuralIndex();
    Q_DISABLE_COPY_MOVE(StructuralIndex)

    /// False: it is not JSON, or not UTF-8. If it is neither, simdjson does not tell which.
    [[nodiscard]] bool build(std::string_view text);
    [[nodiscard]] static bool isUtf8(std::string_view text);
    /// Frees the memory for an unusually large text. Invalidates positions().
    void giveBack();

    /// Valid until the next build() or giveBack(). REQUIRES: build() was true.
    [[nodiscard]] const uint32_t *positions() const;
    [[nodiscard]] uint32_t count() const;

private:
    void makeRoom(std::size_t bytes);

    std::unique_ptr<simdjson::internal::dom_parser_implementation> m_parser;
    std::size_t m_capacity = 0;
};

} // namespace broadcaster
