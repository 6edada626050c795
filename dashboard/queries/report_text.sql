select text
from raw.documents
where sha256 = $sha256
