import Diagnostics

// The literal text of templates: escapes, and the indentation of heredocs.

func isSpace(_ scalar: Unicode.Scalar) -> Bool { scalar.properties.isWhitespace }

extension Parser {
  /// Rules `quotedText` and `heredocText`: the token's text with its escapes resolved.
  mutating func parseTemplateText() -> String {
    let token = token
    let isQuoted = brackets.innermost == .openQuote
    advance()
    return token.kind == .text ? text(token) : unescape(token, isQuoted: isQuoted)
  }

  private mutating func unescape(_ token: Token, isQuoted: Bool) -> String {
    var result: [UInt8] = []
    result.reserveCapacity(Int(token.end - token.start))
    var offset = Int(token.start)
    let end = Int(token.end)
    while offset < end {
      let byte = bytes[offset]
      if byte == UInt8(ascii: "\\"), isQuoted {
        offset = unescapeSequence(at: offset, end: end, into: &result)
      } else if byte == UInt8(ascii: "$") || byte == UInt8(ascii: "%"), offset + 2 < end,
        bytes[offset + 1] == byte, bytes[offset + 2] == UInt8(ascii: "{")
      {
        result += [byte, UInt8(ascii: "{")]
        offset += 3
      } else {
        result.append(byte)
        offset += 1
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  /// Rule `escape`. Returns where the text goes on.
  private mutating func unescapeSequence(at start: Int, end: Int, into result: inout [UInt8])
    -> Int
  {
    guard start + 1 < end else {
      reportEscape(.loneBackslash, start..<end)
      return end
    }
    let selector = bytes[start + 1]
    switch selector {
    case UInt8(ascii: "n"): result.append(0x0A)
    case UInt8(ascii: "r"): result.append(0x0D)
    case UInt8(ascii: "t"): result.append(0x09)
    case UInt8(ascii: "\""), UInt8(ascii: "\\"): result.append(selector)
    case UInt8(ascii: "u"):
      return unescapeScalar(at: start, digits: 4, end: end, into: &result)
    case UInt8(ascii: "U"):
      return unescapeScalar(at: start, digits: 8, end: end, into: &result)
    default:
      let length = selector < 0x80 ? 1 : UTF8.width(of: bytes[start + 1])
      let next = min(start + 1 + length, end)
      let symbol = String(decoding: bytes[start + 1..<next], as: UTF8.self)
      reportEscape(.unknownSelector(symbol), start..<next)
      return next
    }
    return start + 2
  }

  /// Rule `hexadecimal`, four or eight times.
  private mutating func unescapeScalar(
    at start: Int, digits: Int, end: Int, into result: inout [UInt8]
  ) -> Int {
    var value: UInt32 = 0
    var offset = start + 2
    while offset < min(start + 2 + digits, end), let digit = hexadecimalValue(bytes[offset]) {
      value = value << 4 | digit
      offset += 1
    }
    if offset < start + 2 + digits {
      reportEscape(.tooFewDigits(digits), start..<offset)
    } else if let scalar = Unicode.Scalar(value) {
      result += Array(String(Character(scalar)).utf8)
    } else {
      reportEscape(.notAScalar, start..<offset)
    }
    return offset
  }

  private mutating func reportEscape(_ problem: EscapeProblem, _ range: Range<Int>) {
    let span = SourceSpan(UInt32(range.lowerBound), UInt32(range.upperBound))
    report { .invalidEscape(problem, at: $0.location(span)) }
  }

  /// Takes the smallest indentation off all lines of a `<<-` heredoc.
  ///
  /// Only literal text at the start of a line counts: a line that begins with a sequence has no
  /// indentation, and a line of nothing but blanks has no say.
  func removeIndentation(_ pieces: inout [TemplatePiece]) {
    var smallest = Int.max
    var lineStarts: [Int] = []
    var isLineStart = true
    for (index, piece) in pieces.enumerated() {
      guard case .literal(let text) = piece else {
        if isLineStart { smallest = 0 }
        isLineStart = false
        continue
      }
      let endsLine = text.utf8.last == 0x0A
      if isLineStart {
        let indentation = text.unicodeScalars.prefix(while: isSpace)
        let isBlank = endsLine && indentation.endIndex == text.endIndex
        if !isBlank {
          smallest = min(smallest, indentation.count)
          lineStarts.append(index)
        }
      }
      isLineStart = endsLine
    }
    for index in lineStarts {
      if case .literal(let text) = pieces[index] {
        pieces[index] = .literal(String(text.unicodeScalars.dropFirst(smallest)))
      }
    }
  }
}

/// What is wrong with an escape sequence.
enum EscapeProblem {
  case loneBackslash
  case unknownSelector(String)
  case tooFewDigits(Int)
  case notAScalar
}

private func hexadecimalValue(_ byte: UInt8) -> UInt32? {
  switch byte {
  case 0x30...0x39: UInt32(byte - 0x30)
  case 0x41...0x46: UInt32(byte - 0x37)
  case 0x61...0x66: UInt32(byte - 0x57)
  default: nil
  }
}

extension UTF8 {
  /// How many bytes a sequence with this first byte has.
  fileprivate static func width(of first: UInt8) -> Int {
    switch first {
    case 0xC0...0xDF: 2
    case 0xE0...0xEF: 3
    case 0xF0...: 4
    default: 1
    }
  }
}
