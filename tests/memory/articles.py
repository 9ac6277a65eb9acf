"""The articles bucket in memory, as every function sees it."""

import json
from functools import partial

from functions.api.errors import SupersededError
from schemas.article import Article, ArticleHead
from schemas.table import article_prefix
from tests.memory.hooks import Hook, Hooked, no_hook


class MemoryArticles(Hooked):
    """Implements what the functions' classes over the articles bucket offer, file by file."""

    name = "articles"

    def __init__(self, hook: Hook = no_hook) -> None:
        super().__init__(hook)
        self._files: dict[str, bytes] = {}

    def keys(self) -> list[str]:
        """Keys of all files, sorted."""
        return sorted(self._files)

    # --- What `parse` does ---------------------------------------------------------------------

    def write(self, article: Article, prefix: str) -> None:
        rest = article.model_dump_json(exclude={"text"}).encode()
        self._put(f"{prefix}article.txt", article.text.encode())
        self._put(f"{prefix}article.json", rest)

    # --- What `extract` does -------------------------------------------------------------------

    def read(self, prefix: str) -> Article:
        """The article of a prefix; FileNotFoundError stands for S3's NoSuchKey."""
        rest = json.loads(self._get(f"{prefix}article.json"))
        text = self._get(f"{prefix}article.txt").decode()
        return Article.model_validate(rest | {"text": text})

    def remove_before(self, article_id: str, run: int) -> None:
        bound = article_prefix(article_id, run)
        for key in self._call("list", self.keys):
            if key.startswith(f"{article_id}/") and key < bound:
                self._call("remove", partial(self._files.pop, key, None))

    # --- What `erase` and `dead_letters` do ----------------------------------------------------

    def keep(self, key: str, text: str) -> None:
        self._put(key, text.encode())

    def remove_dead_letters(self, article_id: str) -> None:
        for key in self._call("list", self.keys):
            if key.startswith(f"dead-letters/{article_id}/"):
                self._call("remove", partial(self._files.pop, key, None))

    # --- What the API does ---------------------------------------------------------------------

    def head(self, prefix: str) -> ArticleHead:
        try:
            body = self._get(f"{prefix}article.json")
        except FileNotFoundError as error:
            raise SupersededError from error
        return ArticleHead.model_validate(json.loads(body))

    def text(self, prefix: str, limit: int) -> str | None:
        try:
            body = self._get(f"{prefix}article.txt")
        except FileNotFoundError as error:
            raise SupersededError from error
        return body.decode() if len(body) <= limit else None

    def words(self, prefix: str) -> str:
        try:
            return self._get(f"{prefix}article.txt").decode()
        except FileNotFoundError as error:
            raise SupersededError from error

    def link(self, prefix: str) -> str:
        return f"memory:{prefix}article.txt"

    def _put(self, key: str, body: bytes) -> None:
        self._call("put", lambda: self._files.update({key: body}))

    def _get(self, key: str) -> bytes:
        return self._call("get", lambda: self._file(key))

    def _file(self, key: str) -> bytes:
        if key not in self._files:
            raise FileNotFoundError(key)
        return self._files[key]
