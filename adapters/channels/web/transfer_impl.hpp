// A transfer: one request under way, libcurl's handle with all that it reads from and writes to.
#pragma once

#include <curl/curl.h>

#include <array>
#include <filesystem>
#include <memory>
#include <string>
#include <utility>

#include "adapters/channels/web/web_client.hpp"

namespace duban::web {

class Transfer {
  public:
    /// Throws std::runtime_error where libcurl does not know an option.
    Transfer(WebRequest request,
             std::filesystem::path const& ca_file,
             std::chrono::milliseconds time,
             WebClient::Done done);
    ~Transfer();
    Transfer(Transfer const&) = delete;
    Transfer& operator=(Transfer const&) = delete;

    [[nodiscard]] CURL* handle() const { return curl_; }

    /// What came of it, where libcurl ended it with `code`.
    [[nodiscard]] WebAnswer answer(CURLcode code);

    void finish(WebAnswer answer) { std::exchange(done_, nullptr)(std::move(answer)); }

  private:
    template <class Value>
    void set(CURLoption option, Value value);
    void set_request(std::chrono::milliseconds time);
    void set_safety(std::filesystem::path const& ca_file);

    static std::size_t on_body(char* bytes, std::size_t size, std::size_t count, void* self);
    static std::size_t on_header(char* bytes, std::size_t size, std::size_t count, void* self);

    [[nodiscard]] bool has_left() const;

    WebRequest request_;  // its body is not copied by libcurl
    WebClient::Done done_;
    CURL* curl_ = nullptr;
    std::unique_ptr<curl_slist, decltype(&curl_slist_free_all)> headers_{nullptr,
                                                                         &curl_slist_free_all};
    std::array<char, CURL_ERROR_SIZE> trouble_{};
    std::string body_;
    std::size_t header_bytes_ = 0;
};

}  // namespace duban::web
