#include "tests/support/disk_rules.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <cstddef>
#include <stdexcept>
#include <string>

namespace duban::support {

// A VFS in SQLite's words (sqlite.org/vfs.html): the methods of the default one, with those that
// change a file asking the rules first.

namespace {

struct Asker {
    sqlite3_vfs* real;
    DiskRules* rules;
};

/// The real file's memory follows this.
struct File {
    sqlite3_file base;
    DiskRules* rules;
    std::string* path;
};

File& self(sqlite3_file* file) {
    return *reinterpret_cast<File*>(file);
}

sqlite3_file* real(sqlite3_file* file) {
    return reinterpret_cast<sqlite3_file*>(reinterpret_cast<File*>(file) + 1);
}

int close_file(sqlite3_file* file) {
    delete self(file).path;
    return real(file)->pMethods->xClose(real(file));
}

int read_file(sqlite3_file* file, void* to, int count, sqlite3_int64 offset) {
    return real(file)->pMethods->xRead(real(file), to, count, offset);
}

int write_file(sqlite3_file* file, void const* from, int count, sqlite3_int64 offset) {
    sqlite3_int64 size = 0;
    real(file)->pMethods->xFileSize(real(file), &size);
    bool const wanted = self(file).rules->wants_octets_before();
    auto const there = wanted ? std::clamp<sqlite3_int64>(size - offset, 0, count) : 0;
    std::string before(static_cast<std::size_t>(there), '\0');
    if (there > 0) read_file(file, before.data(), static_cast<int>(there), offset);
    int const code = self(file).rules->on_write(
        {.path = *self(file).path,
         .offset = offset,
         .octets = {static_cast<char const*>(from), static_cast<std::size_t>(count)},
         .octets_before = before,
         .size_before = size});
    return code != SQLITE_OK ? code : real(file)->pMethods->xWrite(real(file), from, count, offset);
}

int truncate_file(sqlite3_file* file, sqlite3_int64 size) {
    int const code = self(file).rules->on_truncate(*self(file).path, size);
    return code != SQLITE_OK ? code : real(file)->pMethods->xTruncate(real(file), size);
}

int sync_file(sqlite3_file* file, int flags) {
    int const code = self(file).rules->on_sync(*self(file).path);
    if (code != SQLITE_OK || !self(file).rules->flushes()) return code;
    return real(file)->pMethods->xSync(real(file), flags);
}

int size_of_file(sqlite3_file* file, sqlite3_int64* size) {
    return real(file)->pMethods->xFileSize(real(file), size);
}

int lock_file(sqlite3_file* file, int lock) {
    return real(file)->pMethods->xLock(real(file), lock);
}

int unlock_file(sqlite3_file* file, int lock) {
    return real(file)->pMethods->xUnlock(real(file), lock);
}

int check_lock(sqlite3_file* file, int* reserved) {
    return real(file)->pMethods->xCheckReservedLock(real(file), reserved);
}

int control_file(sqlite3_file* file, int operation, void* argument) {
    return real(file)->pMethods->xFileControl(real(file), operation, argument);
}

int sector_size(sqlite3_file* file) {
    return real(file)->pMethods->xSectorSize(real(file));
}

int device_characteristics(sqlite3_file* file) {
    return real(file)->pMethods->xDeviceCharacteristics(real(file));
}

int map_shared(sqlite3_file* file, int page, int size, int extend, void volatile** to) {
    return real(file)->pMethods->xShmMap(real(file), page, size, extend, to);
}

int lock_shared(sqlite3_file* file, int offset, int count, int flags) {
    return real(file)->pMethods->xShmLock(real(file), offset, count, flags);
}

void fence_shared(sqlite3_file* file) {
    real(file)->pMethods->xShmBarrier(real(file));
}

int unmap_shared(sqlite3_file* file, int remove) {
    return real(file)->pMethods->xShmUnmap(real(file), remove);
}

// Version 2: without memory-mapped reading, which would pass the rules by.
constexpr sqlite3_io_methods file_methods{
    2,
    close_file,
    read_file,
    write_file,
    truncate_file,
    sync_file,
    size_of_file,
    lock_file,
    unlock_file,
    check_lock,
    control_file,
    sector_size,
    device_characteristics,
    map_shared,
    lock_shared,
    fence_shared,
    unmap_shared,
    nullptr,
    nullptr,
};

Asker& asker(sqlite3_vfs* vfs) {
    return *static_cast<Asker*>(vfs->pAppData);
}

int open_file(sqlite3_vfs* vfs, char const* path, sqlite3_file* file, int flags, int* opened) {
    auto const [real_vfs, rules] = asker(vfs);
    int const code = real_vfs->xOpen(real_vfs, path, real(file), flags, opened);
    if (code != SQLITE_OK) {
        file->pMethods = nullptr;
        return code;
    }
    self(file).rules = rules;
    self(file).path = new std::string(path == nullptr ? "" : path);
    file->pMethods = &file_methods;
    return SQLITE_OK;
}

int remove_file(sqlite3_vfs* vfs, char const* path, int flush_folder) {
    auto const [real_vfs, rules] = asker(vfs);
    int const code = rules->on_remove(path);
    return code != SQLITE_OK ? code : real_vfs->xDelete(real_vfs, path, flush_folder);
}

}  // namespace

struct DiskRules::Shim {
    Asker asker{};
    sqlite3_vfs vfs{};
};

DiskRules::DiskRules() : shim_(std::make_unique<Shim>()) {
    sqlite3_vfs* const real_vfs = sqlite3_vfs_find(nullptr);
    shim_->asker = {.real = real_vfs, .rules = this};
    shim_->vfs = *real_vfs;
    shim_->vfs.zName = "disk-rules";
    shim_->vfs.szOsFile = static_cast<int>(sizeof(File)) + real_vfs->szOsFile;
    shim_->vfs.pAppData = &shim_->asker;
    shim_->vfs.xOpen = open_file;
    shim_->vfs.xDelete = remove_file;
    if (sqlite3_vfs_register(&shim_->vfs, 1) != SQLITE_OK) {
        throw std::runtime_error("SQLite did not take the shim");
    }
}

DiskRules::~DiskRules() {
    sqlite3_vfs_unregister(&shim_->vfs);
    sqlite3_vfs_register(shim_->asker.real, 1);
}

}  // namespace duban::support
