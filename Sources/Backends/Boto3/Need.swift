import CodePrinter
import SecurityGroupIR

/// What a program has that another may lack: helpers contain lines for it only then.
enum Need: String, CaseIterable, Sendable {
  case ruleTags
  /// Beside rules whose tags are nobody's business here.
  case mixedRuleTags
  /// Groups whose tags are this program's business.
  case tags
  /// Tags of other origin that stay.
  case ignoredTags
  /// Groups that it creates, with names of its own or generated ones.
  case created, exact, generated
  /// Groups that something else made.
  case foreign
  /// Groups that must never be deleted.
  case protected
  /// A name in which a filter could see a pattern.
  case oddNames
  /// All groups are created, in the same way, with tags: no field of `Group` may be left out.
  case plain
  case arn
  /// A created group whose egress rules are not owned: it must lose the one EC2 gives it, even if
  /// the run that made it was cut off in between.
  case closeEgress
  /// Created groups have something that a later run may have to mend.
  case mended
  /// Groups put to use; some of them at network interfaces.
  case attachments, interfaces
  case rules
  /// There is something that can be taken back.
  case groups
  /// Lookups that ask for something of a group of this program.
  case lateLookups
  /// Inputs that must not be shown.
  case secrets
  /// Elements are taken of what is known only when the script runs.
  case elements
  /// The flag that names the Region is the script's own, and of use.
  case region
}

/// Needs by their names, as the texts of helpers have them.
struct Needs: Sendable {
  private var names = UsedWords(of: vocabulary)

  private static let vocabulary = Vocabulary(Need.allCases.map(\.rawValue))

  mutating func insert(_ need: Need) { names.insert(need.rawValue) }

  func contains(_ need: Need) -> Bool { names.contains(need.rawValue) }

  func contains(_ text: borrowing Span<UInt8>, _ name: Range<Int>) -> Bool {
    names.contains(text, name)
  }
}

extension Program {
  var needs: Needs {
    var needs = Needs()
    for index in groups.indices { groups[index].addNeeds(to: &needs) }
    let ownership = ruleTagOwnership
    if ownership != .none { needs.insert(.ruleTags) }
    if ownership == .some { needs.insert(.mixedRuleTags) }
    if ignoresTags { needs.insert(.ignoredTags) }
    let isMixed = groups.contains { !$0.isCreated || $0.tags == nil }
    let hasBothNames = needs.contains(.exact) && needs.contains(.generated)
    if needs.contains(.created), !isMixed, !hasBothNames { needs.insert(.plain) }
    if needs.contains(.tags) || needs.contains(.closeEgress) { needs.insert(.mended) }
    if !attachments.isEmpty { needs.insert(.attachments) }
    if attachments.contains(where: \.isAtInterface) { needs.insert(.interfaces) }
    if !groups.isEmpty { needs.insert(.rules) }
    if !groups.isEmpty || !attachments.isEmpty { needs.insert(.groups) }
    if inputs.contains(where: \.isSensitive) { needs.insert(.secrets) }
    if lookups.contains(where: asksForGroup) { needs.insert(.lateLookups) }
    if usesOwnRegion, !inputFlags.contains("--region") {
      needs.insert(.region)
    }
    visitTerms { term, _, _ in
      if term.isLiteral { return }
      term.walk {
        switch $0 {
        case .group(_, .arn): needs.insert(.arn)
        case .member, .lookup: needs.insert(.elements)
        default: break
        }
      }
    }
    return needs
  }
}

extension SecurityGroup {
  fileprivate func addNeeds(to needs: inout Needs) {
    if tags != nil { needs.insert(.tags) }
    if case .created(let name, _, _) = identity {
      needs.insert(.created)
      if case .exact = name {
        needs.insert(.exact)
      } else {
        needs.insert(.generated)
        needs.insert(.tags)
      }
      if case .exact(let term) = name, let text = term.knownText, !text.isPlainFilterText {
        needs.insert(.oddNames)
      }
      if egress.ownership == .additive { needs.insert(.closeEgress) }
    }
    if !isCreated { needs.insert(.foreign) }
    if isCreated, preventsDestroy { needs.insert(.protected) }
  }
}

extension Attachment {
  var isAtInterface: Bool {
    if case .networkInterface = target { true } else { false }
  }
}

extension Program {
  /// Something happens in the Region in which the script runs, wherever that is.
  private var usesOwnRegion: Bool {
    groups.contains { $0.region == nil } || attachments.contains { $0.region == nil }
      || lookups.contains { $0.region == nil }
  }

  private func asksForGroup(_ lookup: Lookup) -> Bool {
    guard case .describe(let describe) = lookup.kind else { return false }
    let terms = (describe.ids?.values ?? []) + describe.filters.flatMap(\.values)
    return terms.contains { term in
      term.references.contains { if case .group = $0 { true } else { false } }
    }
  }
}
