/// A JSON text as one word of a shell command, with values that are known only when it runs.
///
/// For example: `'[{"GroupId":"'"$WEB_ID"'"}]'`.
package indirect enum ShellJSON: Sendable {
  /// Text that may hold anything; if it is not known, the command `json` quotes it.
  case text(ShellWord)
  /// Text that has no character that JSON or the shell gives a meaning to: an id, an address.
  case plain(ShellWord)
  case number(ShellWord)
  case list([ShellJSON])
  case object([(name: String, value: ShellJSON)])

  /// The word. Each element of a list that holds several objects stands on a line of its own.
  package var quoted: String {
    var out = "'"
    write(into: &out, isOuter: true)
    out += "'"
    return out
  }

  /// Some text in it is not known, so that the command `json` is called.
  package var callsJSON: Bool {
    switch self {
    case .text(let word): word.knownText == nil
    case .plain, .number: false
    case .list(let elements): elements.contains(where: \.callsJSON)
    case .object(let fields): fields.contains(where: \.value.callsJSON)
    }
  }

  private func write(into out: inout String, isOuter: Bool) {
    switch self {
    case .text(let word):
      if let text = word.knownText {
        out += "\""
        out += Self.escaped(text)
        out += "\""
      } else {
        out += "'\"$(json \(word.quoted))\"'"
      }
    case .plain(let word):
      out += "\""
      Self.splice(word, into: &out)
      out += "\""
    case .number(let word): Self.splice(word, into: &out)
    case .list(let elements):
      let isSpread = isOuter && elements.count > 1
      out += "["
      for (index, element) in elements.enumerated() {
        if index > 0 { out += "," }
        if isSpread { out += "\n  " }
        element.write(into: &out, isOuter: false)
      }
      out += isSpread ? "\n]" : "]"
    case .object(let fields):
      out += "{"
      for (index, field) in fields.enumerated() {
        if index > 0 { out += "," }
        out += "\""
        out += Self.escaped(field.name)
        out += "\":"
        field.value.write(into: &out, isOuter: false)
      }
      out += "}"
    }
  }

  private static func splice(_ word: ShellWord, into out: inout String) {
    if let text = word.knownText {
      out += escaped(text)
    } else {
      out += "'\(word.quoted)'"
    }
  }

  private static let plain = ByteSet.printable.subtracting(ByteSet("\"\\'"))

  /// What stands in a JSON string, without an apostrophe, so that it may stand between two.
  private static func escaped(_ text: String) -> String {
    if text.consists(of: plain) { return text }
    var out = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": out += "\\\""
      case "\\": out += "\\\\"
      case "'": out += "\\u0027"
      case _ where scalar.isInvisible:
        for unit in String(scalar).utf16 {
          let digits = String(unit, radix: 16)
          out += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        }
      default: out.unicodeScalars.append(scalar)
      }
    }
    return out
  }
}
