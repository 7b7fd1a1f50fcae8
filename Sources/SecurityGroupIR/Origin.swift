package import Diagnostics

/// Where in the source something came from: for comments in artifacts and for diagnostics.
package struct Origin: Hashable, Sendable {
  /// Relative to the root module: `main.tf`, `modules/web/main.tf`.
  package var file: String
  package var line: Int
  package var location: SourceLocation?

  package init(file: String, line: Int, location: SourceLocation? = nil) {
    self.file = file
    self.line = line
    self.location = location
  }

  /// `main.tf:28`
  package var text: String { "\(file):\(line)" }
}
