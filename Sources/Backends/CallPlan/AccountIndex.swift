/// The groups of an account by what they are sought by.
struct AccountIndex {
  let account: Account
  private var byID: [String: Int] = [:]
  private var byName: [String: [Int]] = [:]
  private var byDescription: [String: [Int]] = [:]

  init(_ account: Account) {
    self.account = account
    for (index, group) in account.groups.enumerated() {
      if byID[group.id] == nil { byID[group.id] = index }
      byName[group.name, default: []].append(index)
      byDescription[group.description, default: []].append(index)
    }
  }

  func group(id: String) -> Account.Group? { byID[id].map { account.groups[$0] } }

  func groups(named name: String) -> [Account.Group] {
    (byName[name] ?? []).map { account.groups[$0] }
  }

  func groups(describedAs text: String) -> [Account.Group] {
    (byDescription[text] ?? []).map { account.groups[$0] }
  }
}
