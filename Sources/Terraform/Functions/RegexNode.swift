/// A regular expression as a tree, in the words of RE2.
indirect enum RegexNode {
  case empty
  case set(ScalarSet)
  case assertion(RegexAssertion)
  case sequence([RegexNode])
  case alternation([RegexNode])
  /// No maximum means any number of times.
  case repetition(RegexNode, minimum: Int, maximum: Int?, isGreedy: Bool)
  case group(RegexNode, index: Int)
}

extension RegexNode {
  /// How often the innermost part is repeated by counts that stand inside of one another.
  var repeatCount: Int {
    switch self {
    case .empty, .set, .assertion: 1
    case .sequence(let nodes), .alternation(let nodes): nodes.map(\.repeatCount).max() ?? 1
    case .group(let node, _): node.repeatCount
    case .repetition(let node, let minimum, let maximum, _):
      min(1_000_000, max(1, minimum, maximum ?? 1) * node.repeatCount)
    }
  }
}

/// What must hold between two scalars.
enum RegexAssertion: Hashable {
  case textStart, textEnd, lineStart, lineEnd, wordBoundary, noWordBoundary
}

/// Why a pattern is no regular expression, and the part of it that shows it.
struct RegexError: Error, Hashable {
  var message: String
  var fragment: String
}

/// Which scalars may stand at a place.
struct ScalarSet: Hashable, Sendable {
  enum Member: Hashable, Sendable {
    case range(UInt32, UInt32)
    /// General categories by their abbreviation: `L`, `Lu`.
    case category(String, isNegated: Bool)
    case set(ScalarSet)
  }

  var members: [Member] = []
  var isNegated = false
  var ignoresCase = false

  init(_ members: [Member], isNegated: Bool = false, ignoresCase: Bool = false) {
    self.members = members
    self.isNegated = isNegated
    self.ignoresCase = ignoresCase
  }

  func contains(_ scalar: Unicode.Scalar) -> Bool {
    let isMember =
      ignoresCase ? scalar.caseVariants.contains(where: hasMember) : hasMember(scalar)
    return isMember != isNegated
  }

  private func hasMember(_ scalar: Unicode.Scalar) -> Bool {
    members.contains { member in
      switch member {
      case .range(let low, let high): low <= scalar.value && scalar.value <= high
      case .category(let name, let isNegated):
        scalar.properties.generalCategory.abbreviation.hasPrefix(name) != isNegated
      case .set(let set): set.contains(scalar)
      }
    }
  }

  static let digits = ScalarSet([.range(0x30, 0x39)])
  static let spaces = ScalarSet([.range(0x09, 0x0A), .range(0x0C, 0x0D), .range(0x20, 0x20)])
  static let words = ScalarSet([
    .range(0x30, 0x39), .range(0x41, 0x5A), .range(0x5F, 0x5F), .range(0x61, 0x7A),
  ])
  static let any = ScalarSet([.range(0, 0x10FFFF)])
  static let anyButNewline = ScalarSet([.range(0x0A, 0x0A)], isNegated: true)

  var negated: ScalarSet { ScalarSet(members, isNegated: !isNegated, ignoresCase: ignoresCase) }

  /// The classes that POSIX names, as in `[[:alpha:]]`.
  static func posix(_ name: String) -> ScalarSet? {
    switch name {
    case "alnum": ScalarSet([.range(0x30, 0x39), .range(0x41, 0x5A), .range(0x61, 0x7A)])
    case "alpha": ScalarSet([.range(0x41, 0x5A), .range(0x61, 0x7A)])
    case "ascii": ScalarSet([.range(0, 0x7F)])
    case "blank": ScalarSet([.range(0x09, 0x09), .range(0x20, 0x20)])
    case "cntrl": ScalarSet([.range(0, 0x1F), .range(0x7F, 0x7F)])
    case "digit": digits
    case "graph": ScalarSet([.range(0x21, 0x7E)])
    case "lower": ScalarSet([.range(0x61, 0x7A)])
    case "print": ScalarSet([.range(0x20, 0x7E)])
    case "punct":
      ScalarSet([.range(0x21, 0x2F), .range(0x3A, 0x40), .range(0x5B, 0x60), .range(0x7B, 0x7E)])
    case "space": ScalarSet([.range(0x09, 0x0D), .range(0x20, 0x20)])
    case "upper": ScalarSet([.range(0x41, 0x5A)])
    case "word": words
    case "xdigit": ScalarSet([.range(0x30, 0x39), .range(0x41, 0x46), .range(0x61, 0x66)])
    default: nil
    }
  }
}

extension Unicode.Scalar {
  /// All scalars that are the same letter but for its case.
  fileprivate var caseVariants: [Unicode.Scalar] {
    let folded = simpleUppercase.simpleLowercase
    var variants = [self, folded, folded.simpleUppercase, folded.simpleTitlecase]
    // Signs and old letters that fold to a letter but that no letter maps to.
    switch folded {
    case "k": variants.append("\u{212A}")
    case "s": variants.append("\u{17F}")
    case "å": variants.append("\u{212B}")
    case "ω": variants.append("\u{2126}")
    case "μ": variants.append("\u{B5}")
    case "ß": variants.append("\u{1E9E}")
    default: break
    }
    return variants
  }
}

extension Unicode.GeneralCategory {
  fileprivate var abbreviation: String {
    switch self {
    case .uppercaseLetter: "Lu"
    case .lowercaseLetter: "Ll"
    case .titlecaseLetter: "Lt"
    case .modifierLetter: "Lm"
    case .otherLetter: "Lo"
    case .nonspacingMark: "Mn"
    case .spacingMark: "Mc"
    case .enclosingMark: "Me"
    case .decimalNumber: "Nd"
    case .letterNumber: "Nl"
    case .otherNumber: "No"
    case .connectorPunctuation: "Pc"
    case .dashPunctuation: "Pd"
    case .openPunctuation: "Ps"
    case .closePunctuation: "Pe"
    case .initialPunctuation: "Pi"
    case .finalPunctuation: "Pf"
    case .otherPunctuation: "Po"
    case .mathSymbol: "Sm"
    case .currencySymbol: "Sc"
    case .modifierSymbol: "Sk"
    case .otherSymbol: "So"
    case .spaceSeparator: "Zs"
    case .lineSeparator: "Zl"
    case .paragraphSeparator: "Zp"
    case .control: "Cc"
    case .format: "Cf"
    case .surrogate: "Cs"
    case .privateUse: "Co"
    case .unassigned: "Cn"
    @unknown default: "Cn"
    }
  }

  static let abbreviations: Set<String> = [
    "L", "Lu", "Ll", "Lt", "Lm", "Lo", "M", "Mn", "Mc", "Me", "N", "Nd", "Nl", "No", "P", "Pc",
    "Pd", "Ps", "Pe", "Pi", "Pf", "Po", "S", "Sm", "Sc", "Sk", "So", "Z", "Zs", "Zl", "Zp", "C",
    "Cc", "Cf", "Cs", "Co",
  ]
}
