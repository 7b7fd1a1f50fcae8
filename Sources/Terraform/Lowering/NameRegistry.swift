/// Names of inputs, lookups and groups: each is an identifier, and no two are the same.
struct NameRegistry {
  private var taken: Set<String> = []
  private var variableNames: [String: String] = [:]

  /// Variables have the first choice, so that `var.vpc_id` is `vpc_id` whatever else there is.
  init(variables: [String]) {
    for variable in variables {
      variableNames[variable] = take(identifier(variable), "input")
    }
  }

  func variable(_ name: String) -> String { variableNames[name] ?? identifier(name) }

  mutating func takeGroup(_ name: String) -> String { take(name, "sg") }

  mutating func takeInput(_ name: String) -> String { take(name, "input") }

  mutating func takeLookup(_ name: String) -> String { take(name, "found") }

  private mutating func take(_ name: String, _ kind: String) -> String {
    if taken.insert(name).inserted { return name }
    var candidate = "\(name)_\(kind)"
    var number = 2
    while !taken.insert(candidate).inserted {
      candidate = "\(name)_\(kind)_\(number)"
      number += 1
    }
    return candidate
  }
}

/// A name that every target takes: `aws_vpc.main.id` → `vpc_main_id`,
/// `module.web["a"].aws_security_group.this[0]` → `web_a_this_0`.
func identifier(_ address: String) -> String {
  var words: [String] = []
  var word = ""
  for scalar in address.unicodeScalars {
    let isWord =
      scalar.isASCII && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil)
    if isWord {
      word.unicodeScalars.append(scalar)
    } else if !word.isEmpty {
      words.append(word)
      word = ""
    }
  }
  if !word.isEmpty { words.append(word) }
  // Words that say only what kind of thing it is.
  let isAddress = address.contains(".")
  if isAddress {
    words.removeAll { $0 == "module" || $0 == "data" || $0 == "aws" }
    for noise in [["default", "security", "group"], ["security", "group"]] {
      if let at = words.indices.first(where: { words[$0...].starts(with: noise) }),
        words.count > noise.count
      {
        words.removeSubrange(at..<at + noise.count)
        break
      }
    }
  }
  let name = words.joined(separator: "_")
  guard let first = name.utf8.first else { return "unnamed" }
  return (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first) ? "_\(name)" : name
}
