/// What a user may ask of a backend beside the program. A backend says by `formats` and `takesAccount`
/// which of it it understands; the rest never reaches it.
package struct EmitOptions: Sendable {
  /// One of the backend's `formats`; absent, the first of them.
  package var format: String?
  /// What there is already; absent, nothing of the program is there yet.
  package var account: Account?
  /// Ids of groups that are the program's although their tags say otherwise; `none` for "make another".
  package var adopted: [String]

  package init(format: String? = nil, account: Account? = nil, adopted: [String] = []) {
    self.format = format
    self.account = account
    self.adopted = adopted
  }
}
