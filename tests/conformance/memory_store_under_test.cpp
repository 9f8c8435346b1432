#include "adapters/storage/memory/memory_store.hpp"
#include "tests/conformance/store_suite.hpp"

std::unique_ptr<duban::ports::Store> duban::conformance::make_empty_store() {
    return memory::make_memory_store();
}
