#include "engine/workflow/field.hpp"

#include <catch2/catch.hpp>

using namespace duban;
using namespace duban::workflow;
