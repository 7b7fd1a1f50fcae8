import Diagnostics
import HCL

/// What can be wrong with an address in a `moved`, `removed` or `import` block.
enum MoveProblem {
  case mixedAddresses
  case redundant(String)
  case ambiguous(String)
  case stillExists(String, String)
  case dataSource
  case instanceKey
  case notRemoved(String)
  case importInModule(String)
  case importOfData
  case importedTwice(String)
  case importOfNothing(String)
}

extension Diagnostic {
  static func invalidMove(_ problem: MoveProblem, at place: SourceLocation) -> Diagnostic {
    let (summary, detail) = problem.words
    return Diagnostic("terraform/invalid-move", summary: summary, detail: detail, at: place)
  }

  static func invalidImportID(_ reason: String, at place: SourceLocation) -> Diagnostic {
    Diagnostic(
      "terraform/invalid-move", summary: "Invalid import id argument", detail: reason, at: place)
  }

  static func importIDOfWrongType(_ reason: String, at place: SourceLocation) -> Diagnostic {
    Diagnostic(
      "terraform/invalid-move", summary: "Incorrect value type",
      detail: "Invalid expression value: \(reason).", at: place)
  }
}

extension MoveProblem {
  fileprivate var words: (summary: String, detail: String) {
    switch self {
    case .mixedAddresses:
      (
        "Invalid \"moved\" addresses",
        "The \"from\" and \"to\" addresses must either both refer to resources or both refer to "
          + "modules."
      )
    case .redundant(let address):
      (
        "Redundant move statement",
        "This statement declares a move from \(address) to the same address, which is the same as "
          + "not declaring this move at all."
      )
    case .ambiguous(let address):
      (
        "Ambiguous move statements",
        "Another statement moves \(address) to another place. Each object can move to only one."
      )
    case .stillExists(let from, let to):
      (
        "Moved object still exists",
        "This statement declares a move from \(from), but that is still declared. Change the "
          + "configuration so that it is declared as \(to) instead."
      )
    case .dataSource:
      (
        "Data source address not allowed",
        "Data sources are never destroyed, so they are not valid targets of removed blocks."
      )
    case .instanceKey:
      (
        "Resource instance keys not allowed",
        "The address must be a resource or module, such as aws_security_group.web, and not one of "
          + "its instances."
      )
    case .notRemoved(let address):
      (
        "Removed resource still exists",
        "A removed block declares that \(address) was removed, but it is still declared here."
      )
    case .importInModule(let module):
      (
        "Invalid import configuration",
        "An import block was detected in \"module.\(module)\". Import blocks are only allowed in "
          + "the root module."
      )
    case .importOfData: ("Invalid import address", "Only managed resources can be imported.")
    case .importedTwice(let address):
      (
        "Duplicate import configuration for \"\(address)\"",
        "A resource can have only one import block."
      )
    case .importOfNothing(let address):
      (
        "Configuration for import target does not exist",
        "The configuration for the given import target \(address) does not exist."
      )
    }
  }
}
