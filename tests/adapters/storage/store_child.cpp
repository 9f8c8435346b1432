// What the tests do to a store from another process; each line of the output is flushed at once.
//   store_child count FILE TIMES   units of work, the number of each when it is committed
//   store_child open FILE          opens it for writing, without root's right to write anything
//   store_child fill FOLDER        mounts two megabytes of memory there; fills it; makes room; goes
//   on
// A StoreFailure is printed after "failed: ".
#include <fcntl.h>
#include <sched.h>
#include <sys/mount.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <iostream>
#include <string>

#include "adapters/storage/sqlite/sqlite_store.hpp"
#include "tests/adapters/storage/tally.hpp"

namespace {

using namespace duban;
using storage_test::count_one;
using storage_test::read_tally;

int count(std::string const& path, int times) {
    auto const store = sqlite::open_sqlite_store({.path = path});
    storage_test::prepare_tally(*store);
    for (int time = 0; time < times; ++time) std::cout << count_one(*store) << std::endl;
    return 0;
}

int open_as_nobody(std::string const& path) {
    constexpr uid_t nobody = 65534;
    if (::geteuid() == 0 && ::setuid(nobody) != 0) return EXIT_FAILURE;
    auto const store = sqlite::open_sqlite_store({.path = path});
    storage_test::prepare_tally(*store);
    std::cout << count_one(*store) << std::endl;
    return 0;
}

/// A file system of its own, that no other process sees and that goes with this one.
bool mount_small_folder(std::string const& folder) {
    int const apart = ::geteuid() == 0 ? CLONE_NEWNS : CLONE_NEWUSER | CLONE_NEWNS;
    return ::unshare(apart) == 0 &&
           ::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0 &&
           ::mount("none", folder.c_str(), "tmpfs", 0, "size=2m") == 0;
}

int fill(std::string const& folder) {
    if (!mount_small_folder(folder)) {
        std::cout << "may not mount" << std::endl;
        return 0;
    }
    std::ofstream(folder + "/ballast") << std::string(500'000, 'x');
    auto const store = sqlite::open_sqlite_store({.path = folder + "/duban.db"});
    storage_test::prepare_tally(*store);
    try {
        for (;;) std::cout << count_one(*store, 20'000) << std::endl;
    } catch (ports::StoreFailure const& failure) {
        std::cout << "failed: " << failure.what() << std::endl;
    }
    auto const full = read_tally(*store);
    std::cout << "kept: " << full.count << ' ' << full.torn << std::endl;
    ::unlink((folder + "/ballast").c_str());
    std::cout << count_one(*store, 20'000) << std::endl;
    auto const later = read_tally(*store);
    std::cout << "kept: " << later.count << ' ' << later.torn << std::endl;
    return 0;
}

}  // namespace

int main(int arguments, char** argument) {
    if (arguments < 3) return 2;
    std::string const what = argument[1];
    try {
        if (what == "count" && arguments == 4) return count(argument[2], std::atoi(argument[3]));
        if (what == "open") return open_as_nobody(argument[2]);
        if (what == "fill") return fill(argument[2]);
    } catch (duban::ports::StoreFailure const& failure) {
        std::cout << "failed: " << failure.what() << std::endl;
        return 3;
    }
    return 2;
}
