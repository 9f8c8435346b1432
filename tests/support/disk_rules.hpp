// What a test does to the files that SQLite uses: while an object lives it stands between SQLite
// and the disk for every database this process opens, sees each operation, and may refuse it. An
// answer is an SQLite result code; 0 lets the operation through.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace duban::support {

struct DiskWrite {
    std::string_view path;
    std::int64_t offset = 0;
    std::string_view octets;
    std::string_view octets_before;  // what stands there now, if asked for; shorter at the end
    std::int64_t size_before = 0;    // of the file
};

class DiskRules {
  public:
    /// Stands in the way from now on. Databases are to be opened after it and closed before its
    /// end.
    DiskRules();
    virtual ~DiskRules();
    DiskRules(DiskRules const&) = delete;
    DiskRules& operator=(DiskRules const&) = delete;

    virtual int on_write(DiskWrite const& write) = 0;
    virtual int on_truncate(std::string_view path, std::int64_t size) = 0;
    virtual int on_sync(std::string_view path) = 0;
    virtual int on_remove(std::string_view path) = 0;

    /// False: what is allowed to be flushed is not really flushed, which saves a test its time.
    [[nodiscard]] virtual bool flushes() const = 0;

    /// True: each write is to tell what it writes over, which costs a read.
    [[nodiscard]] virtual bool wants_octets_before() const { return false; }

  private:
    struct Shim;
    std::unique_ptr<Shim> shim_;
};

}  // namespace duban::support
