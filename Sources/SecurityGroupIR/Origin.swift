package import Diagnostics

/// Where in the source something came from: for comments in artifacts and for diagnostics.
package struct Origin: Hashable, Sendable {
  /// Relative to the root module: `main.tf`, `modules/web/main.tf`.
  package var file: String
  package var line: Int
  package var location: SourceLocation?
  /// The resource, where one is known: `aws_security_group.web[0]`.
  package var address: String?

  package init(
    file: String, line: Int, location: SourceLocation? = nil, address: String? = nil
  ) {
    self.file = file
    self.line = line
    self.location = location
    self.address = address
  }

  /// `main.tf:28`
  package var text: String { "\(file):\(line)" }

  /// Instances of one block come from one place.
  package static func == (left: Origin, right: Origin) -> Bool {
    left.line == right.line && left.location == right.location
      && left.file.utf8.elementsEqual(right.file.utf8)
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(line)
    hasher.combine(location)
  }
}
