// An office whose daemon serves the API, and the requests of whoever has its key.
#pragma once

#include <memory>
#include <string>

#include "tests/adapters/cli/office.hpp"

namespace duban::test {

struct HttpAnswer {
    int status = 0;
    std::string head;  // the status line and the headers
    std::string body;

    [[nodiscard]] boost::json::value json() const;
    /// In English.
    [[nodiscard]] std::string problem() const;
    [[nodiscard]] std::string header(std::string const& name) const;
};

class ApiClient {
  public:
    /// The example's case is filed, and its key made.
    ApiClient();
    ~ApiClient();

    ApiClient(ApiClient const&) = delete;
    ApiClient& operator=(ApiClient const&) = delete;

    [[nodiscard]] Office const& office() const { return office_; }

    [[nodiscard]] std::string const& key() const { return key_; }

    /// What the daemon says next that has `part` in it.
    [[nodiscard]] std::string logged(std::string const& part) const;

    /// With the key.
    [[nodiscard]] HttpAnswer get(std::string const& target) const;
    /// `headers` are lines that end with \r\n; Host is added where they name none.
    [[nodiscard]] HttpAnswer send(std::string const& method,
                                  std::string const& target,
                                  std::string const& headers = {},
                                  std::string const& body = {}) const;

  private:
    Office office_;
    std::string key_;
    std::unique_ptr<support::ChildProcess> daemon_;
    std::uint16_t port_ = 0;
};

/// A proposal of the shipped workflow.
void file_another(Office const& office, std::string const& title);

}  // namespace duban::test
