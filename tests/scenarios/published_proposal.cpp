#include "tests/scenarios/published_proposal.hpp"

#include <filesystem>
#include <fstream>
#include <iterator>

#include "adapters/cli/proposal_import.hpp"
#include "adapters/intake/published_page.hpp"
#include "adapters/intake/similar_titles.hpp"
#include "tests/support/world.hpp"

namespace duban::support {

namespace {

constexpr char const* real_page = "../shared/reference/panyu-2015.txt";
constexpr char const* own_page = "config/example/proposal.txt";

std::string read(std::string const& path) {
    std::ifstream file{path, std::ios::binary};
    return {std::istreambuf_iterator<char>{file}, std::istreambuf_iterator<char>{}};
}

}  // namespace

PublishedProposal published_proposal() {
    bool const is_real = std::filesystem::exists(real_page);
    return {.path = is_real ? real_page : own_page, .is_real = is_real};
}

service::Office office_of_panyu() {
    auto office = sample_office();
    office.search_key = [](std::string_view title) { return intake::matching_key(title); };
    auto people = office.directory.people();
    // The directory writes the proposer's name in simplified script, the page in traditional.
    delivery::Person proposer;
    proposer.id = "wang-member";
    proposer.name = "王锦荣";
    proposer.email = "wang.member@example.org";
    people.push_back(std::move(proposer));
    office.directory = delivery::Directory{
        people, office.directory.units(), {"committee", "secretariat", "supervisor"}};
    return office;
}

service::Request filing_of(PublishedProposal const& page,
                           workflow::Workflow const& workflow,
                           delivery::Directory const& directory) {
    auto const published = intake::read_published_page(read(page.path), page.path);
    return {.what = service::Filing{workflow.name,
                                    {.actor = service::actor_named(directory, "chen-secretary"),
                                     .with = cli::values_of(published, workflow, directory).with,
                                     .at = {}}},
            .idempotency_key = page.path};
}

}  // namespace duban::support
