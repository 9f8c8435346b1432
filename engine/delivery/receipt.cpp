#include "engine/delivery/receipt.hpp"

namespace duban::delivery {

std::string_view to_text(Receipt::Kind kind) {
    switch (kind) {
        case Receipt::Kind::delivered:
            return "delivered";
        case Receipt::Kind::delayed:
            return "delayed";
        case Receipt::Kind::failed:
            return "failed";
    }
    return {};
}

std::optional<Receipt::Kind> parse_receipt_kind(std::string_view text) {
    for (auto const kind :
         {Receipt::Kind::delivered, Receipt::Kind::delayed, Receipt::Kind::failed}) {
        if (to_text(kind) == text) return kind;
    }
    return std::nullopt;
}

}  // namespace duban::delivery
