package import Diagnostics
package import HCL

/// Binding times of the root module's variables, in the words of partial evaluation: a *static*
/// variable has its value now, a *dynamic* one stays an input of the artifact.
package struct Bindings: Sendable {
  package enum Reason: Sendable {
    case given
    case needed(at: SourceLocation, why: String)
  }

  package private(set) var fixed: [String: (value: Value, reason: Reason)] = [:]
  /// Defaults that stand in for the configuration's: given values of variables that are kept.
  package var defaults: [String: Value] = [:]

  /// Values of sensitive variables: looked at to validate them, and never part of an artifact.
  package var secrets: [String: Value] = [:]
  /// Where the values stand that were given in files.
  package var places: [String: SourceLocation] = [:]

  package init() {}

  package subscript(name: String) -> Value? { fixed[name]?.value }

  package mutating func fix(_ name: String, _ value: Value, _ reason: Reason) {
    fixed[name] = (value, reason)
  }
}

/// What the user decides about binding times.
package struct BindingChoices: Sendable {
  package typealias File = (path: String, content: Result<[UInt8], ModuleFiles.ReadFailure>)

  /// Every variable with a default is static.
  package var foldsDefaults: Bool
  /// Names of variables that must stay dynamic.
  package var kept: [String]
  /// Files with recorded answers of data sources, later ones win.
  package var answers: [File]

  package init(foldsDefaults: Bool = false, kept: [String] = [], answers: [File] = []) {
    self.foldsDefaults = foldsDefaults
    self.kept = kept
    self.answers = answers
  }
}

/// A place that cannot do without a value which is not known yet.
package struct Demand: Error, Sendable {
  /// Terraform addresses: `var.ports`, `aws_vpc.main`.
  package var sources: [String]
  package var location: SourceLocation
  /// Completes "its value is needed here …": "to know how many instances there are".
  package var why: String

  package init(_ sources: [String], at location: SourceLocation, _ why: String) {
    self.sources = sources
    self.location = location
    self.why = why
  }
}
