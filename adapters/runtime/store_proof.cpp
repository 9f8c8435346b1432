#include "adapters/runtime/store_proof.hpp"

namespace duban::runtime {

void prove_writable(ports::Store& store) {
    auto const transaction = store.write();
    transaction->keep_refused_address({});
    transaction->remove_refused_address({}, {});
    transaction->commit();
}

}  // namespace duban::runtime
