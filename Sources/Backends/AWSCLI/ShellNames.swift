import CodePrinter
import SecurityGroupIR

/// The variables of shell commands for one program. In a script they are in lower case, for the
/// inputs have the upper; in a runbook, where one reads them between steps, in upper case too.
struct ShellNames {
  enum Style { case lower, upper }

  let style: Style
  let inputs: [String]
  /// Holds the group's id.
  let groupIDs: [String]
  /// Holds the group's name, where it is made at run time.
  let groupNames: [String]
  /// Only of lookups that are calls of their own.
  let lookups: [LookupID: [String: String]]

  /// - Parameter reserved: variables that the script itself uses.
  init(_ program: Program, style: Style = .lower, reserved: Set<String>) {
    self.style = style
    let environment = program.inputVariables
    var unique = UniqueNames(reserved: reserved.union(environment))
    func take(_ thing: String, _ part: String) -> String {
      let name = style.spelled(thing + "_" + part)
      return unique.take(name, separator: "_")
    }
    inputs = environment
    let groups = program.groups
    groupIDs = groups.indices.map { take(groups[$0].name, "id") }
    groupNames = groups.indices.map { take(groups[$0].name, "name") }
    var lookups: [LookupID: [String: String]] = [:]
    for (lookup, attributes) in program.lookupAttributes {
      guard case .describe = program[lookup].kind else { continue }
      lookups[lookup] = Dictionary(
        uniqueKeysWithValues: attributes.map {
          ($0, take(program[lookup].name, Lookup.word(for: $0)))
        })
    }
    self.lookups = lookups
  }
}

extension ShellNames.Style {
  /// - Parameter name: An identifier, as are the names of all that a program has.
  func spelled(_ name: String) -> String {
    switch self {
    case .lower: name.lowercased()
    case .upper: name.uppercased()
    }
  }
}

extension Program {
  /// The attributes that are used of each lookup, in the order of the lookups and of the names.
  var lookupAttributes: [(lookup: LookupID, attributes: [String])] {
    if lookups.isEmpty { return [] }
    var used = Array(repeating: Set<String>(), count: lookups.count)
    visitTerms { term, _, _ in
      term.walk {
        if case .lookup(let id, let attribute) = $0 { used[id.index].insert(attribute) }
      }
    }
    return used.enumerated().map { index, attributes in
      (LookupID(index), attributes.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) })
    }
  }

  /// Whether any term of the program, or anything in one, satisfies `predicate`.
  func containsTerm(where predicate: (Term) -> Bool) -> Bool {
    var found = false
    visitTerms { term, _, _ in
      if !found { term.walk { found = found || predicate($0) } }
    }
    return found
  }
}
