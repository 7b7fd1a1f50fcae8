import SecurityGroupIR

/// Groups with generated names of which another one may differ in nothing but its tags. Before such a
/// group is taken for a changed one, the tags of the others must be known.
struct Siblings {
  private var groups: Set<GroupID> = []

  func contains(_ id: GroupID) -> Bool { groups.contains(id) }
  var isEmpty: Bool { groups.isEmpty }

  init(_ program: Program) {
    // What is not known may be equal to anything, so groups are compared in what is known of both.
    let forms = program.groups.indices.compactMap { Form(program, GroupID($0)) }
    let masks = Set(forms.map(\.mask))
    for other in masks {
      var tags: [[Literal?]: [TagSet?]] = [:]
      for mask in masks {
        let common = zip(mask, other).map { $0 && $1 }
        tags.removeAll()
        // Two different sets of tags are enough: no group has both.
        for form in forms where form.mask == other {
          let known = form.known(common)
          if tags[known, default: []].count < 2, tags[known]?.contains(form.tags) != true {
            tags[known, default: []].append(form.tags)
          }
        }
        for form in forms where form.mask == mask {
          if tags[form.known(common)]?.contains(where: { $0 != form.tags }) == true {
            groups.insert(form.id)
          }
        }
      }
    }
  }

  /// What groups have in common that only their tags tell apart.
  private struct Form {
    let id: GroupID
    let tags: TagSet?
    private let values: [Literal?]

    init?(_ program: Program, _ id: GroupID) {
      let group = program[id]
      guard case .created(.prefix(let prefix), let description, let vpc) = group.identity else {
        return nil
      }
      self.id = id
      tags = group.tags
      values = [prefix, description, vpc, group.region].map {
        if case .literal(let literal)? = $0 { literal } else { nil }
      }
    }

    /// Which of its values are known.
    var mask: [Bool] { values.map { $0 != nil } }

    func known(_ mask: [Bool]) -> [Literal?] { zip(values, mask).map { $1 ? $0 : nil } }
  }
}
